#include "composition/program.hpp"

#include "cli/command_line.hpp"
#include "cli/service_tools.hpp"
#include "engines/directory/directory_files.hpp"
#include "engines/directory/directory_secret_files.hpp"
#include "engines/openssl/openssl_digest.hpp"
#include "engines/openssl/openssl_signature_keys.hpp"
#include "engines/timezones/system_time_zones.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <unistd.h>

namespace dietz {
namespace {

Date today() {
  using namespace std::chrono;
  const auto day = floor<days>(system_clock::now());
  return Date::from_epoch_day(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

Instant now() {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

/// The variables that begin with DIETZ_.
Environment environment() {
  Environment variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const std::size_t equals = pair.find('=');
    if (pair.starts_with("DIETZ_") && equals != std::string_view::npos)
      variables.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return variables;
}

/// A bar on a terminal for work that takes longer than a second, nothing in a pipe.
class ProgressBar {
 public:
  ~ProgressBar() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  void show(std::string_view what, double share) {
    if (!terminal_ || std::chrono::steady_clock::now() - start_ < std::chrono::seconds(1)) return;
    constexpr int width = 30;
    const int filled = static_cast<int>(share * width);
    std::fprintf(stderr, "\r\033[K%.*s [%.*s%.*s] %3d %%", static_cast<int>(what.size()), what.data(), filled,
                 "##############################", width - filled, "                              ",
                 static_cast<int>(share * 100));
    shown_ = true;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

bool print(std::FILE* stream, const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
}

Outcome deliver(DirectoryFiles& files, CommandLineOutcome done) {
  Outcome outcome = std::move(done.outcome);
  if (!done.output.empty() && done.output != "-" && !outcome.result.empty()) {
    if (const Status written = files.write(done.output, outcome.result); !written) {
      Outcome failed = outcome_of(written.error());
      failed.exit = Exit::unreachable;
      return failed;
    }
  } else if (!print(stdout, outcome.result)) {
    // A reader that has seen enough (`| head`) is nobody's mistake.
    return {Exit::unreachable, {}, errno == EPIPE ? "" : "dietz: the result could not be written\n"};
  }
  const bool only_notes = outcome.exit == Exit::done || outcome.exit == Exit::found;
  if (done.quiet && only_notes) outcome.notes.clear();
  return outcome;
}

}  // namespace

int run_program(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Outcome outcome;
  try {
    DirectoryFiles files;
    OpensslDigestFactory digests;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    bool quiet = false;
    for (const std::string& argument : arguments) quiet = quiet || argument == "--quiet";
    ProgressBar bar;
    const SystemTimeZones zones;
    DirectorySecretFiles secrets;
    const OpensslSignatureKeys keys;
    const ServiceTools service{secrets, keys, environment(), now};
    Context context{files, digests, today()};
    context.service = &service;
    context.zones = &zones;
    if (!quiet) context.progress = [&bar](std::string_view what, double share) { bar.show(what, share); };
    outcome = deliver(files, run_command_line(arguments, context));
  } catch (const std::bad_alloc&) {
    outcome = {Exit::bug, {}, "dietz: out of memory\n"};
  } catch (const std::exception& error) {
    outcome = {Exit::bug, {}, std::string("dietz: a bug in dietz, please report it: ") + error.what() + "\n"};
  }
  print(stderr, outcome.notes);
  return static_cast<int>(outcome.exit);
}

}  // namespace dietz
