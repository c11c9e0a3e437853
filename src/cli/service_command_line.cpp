#include "cli/service_command_line.hpp"

#include "auth/token.hpp"
#include "cli/keys_command.hpp"
#include "cli/token_command.hpp"

#include <memory>

namespace dietz {
namespace {

const CLI::Validator a_tenant(
    [](std::string& text) {
      return is_tenant_id(text) ? std::string()
                                : "'" + text + "' is not a tenant's id: letters, digits, '.', '_', '-', at most 64";
    },
    "TENANT");

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const Role role : all_roles) names.emplace_back(name_of(role));
  return names;
}

void add_config(CLI::App& command, std::string& file) {
  command.add_option("--config", file, "The service's configuration, a TOML file; DIETZ_SECTION_KEY overrides");
}

void add_keys_action(CLI::App& keys, Invocation& invocation, const std::string& name, const std::string& what,
                     KeysAction action) {
  CLI::App* command =
      add_command(keys, invocation, name, what, "  dietz keys " + name + " --config dietz.toml\n", {"text", "json"});
  const auto options = std::make_shared<KeysOptions>();
  options->action = action;
  add_config(*command, options->config);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_keys(*options, context); };
  });
}

void add_keys(CLI::App& app, Invocation& invocation) {
  CLI::App* keys = app.add_subcommand("keys", "The keyring: the service's own keys");
  keys->require_subcommand(1);
  keys->footer("The keyring is the file `[crypto] keyring` of the configuration, with mode 0600.\n");
  add_keys_action(*keys, invocation, "create", "Make the keyring, with a local issuer its key pair too",
                  KeysAction::create);
  add_keys_action(*keys, invocation, "list", "List the keys without their secrets", KeysAction::list);
  add_keys_action(*keys, invocation, "rotate", "Put a new key in the place of each active one", KeysAction::rotate);
}

void add_token_verify(CLI::App& token, Invocation& invocation) {
  CLI::App* command =
      add_command(token, invocation, "verify", "What the service says of a token",
                  "  dietz token verify --config dietz.toml eyJhbGciOi…\n"
                  "  dietz token verify --config dietz.toml --at 2026-01-31T12:00:00Z - < tokens.txt\n\n"
                  "Prints the claims that count, or the reason why the token is refused (exit code 1).\n"
                  "With -, reads one token a line and answers one JSON object a line.\n",
                  {"text", "json"});
  const auto options = std::make_shared<TokenVerifyOptions>();
  add_config(*command, options->config);
  command->add_option("--at", options->at, "As of this time instead of now")->check(an_instant);
  command->add_option("TOKEN", options->token, "The token, or - for stdin")->required();
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_token_verify(*options, context); };
  });
}

void add_token(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "token", "Issue a token with the keyring's key, or verify one",
                                  "  dietz token --config dietz.toml --tenant acme --role manager\n"
                                  "  dietz token verify --config dietz.toml TOKEN\n\n"
                                  "Needs `[auth] local_issuer = true` and a keyring (`dietz keys create`).\n",
                                  {"text", "json"});
  command->require_subcommand(0, 1);
  const auto options = std::make_shared<TokenOptions>();
  add_config(*command, options->config);
  command->add_option("--tenant", options->tenant, "Whose data it opens")->check(a_tenant);
  command->add_option("--role", options->roles, "What it may do; may be given several times")
      ->check(CLI::IsMember(role_names()));
  command->add_option("--subject", options->subject, "Who it is for")->capture_default_str();
  command->add_option("--lifetime", options->lifetime_seconds, "Seconds until it expires, at most a day")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str();
  add_token_verify(*command, invocation);
  const CLI::App* verify = command->get_subcommand("verify");
  command->callback([&invocation, options, verify] {
    if (verify->parsed()) return;
    if (options->tenant.empty()) throw CLI::RequiredError("--tenant");
    if (options->roles.empty()) throw CLI::RequiredError("--role");
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_token(*options, context); };
  });
}

}  // namespace

void add_service_commands(CLI::App& app, Invocation& invocation) {
  add_keys(app, invocation);
  add_token(app, invocation);
}

}  // namespace dietz
