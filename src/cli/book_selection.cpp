#include "cli/book_selection.hpp"

#include "calculations/group_members.hpp"
#include "cli/options.hpp"
#include "codec/book_encoding.hpp"
#include "importer/book_reader.hpp"
#include "importer/policy_file.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// Portfolios by id, so that the order of rows in a file makes no difference.
std::vector<PortfolioIndex> all_portfolios(const Book& book) {
  std::vector<PortfolioIndex> all;
  for (std::uint32_t i = 0; i < book.portfolios.size(); ++i) all.push_back(PortfolioIndex{i});
  std::sort(all.begin(), all.end(), [&book](PortfolioIndex a, PortfolioIndex b) {
    return book.portfolios[a.at()].id < book.portfolios[b.at()].id;
  });
  return all;
}

std::string known_ids(const Book& book) {
  std::string list;
  for (const PortfolioIndex one : all_portfolios(book)) {
    if (list.size() > 200) return list + ", …";
    list += (list.empty() ? "" : ", ") + book.portfolios[one.at()].id;
  }
  return list;
}

std::variant<std::vector<PortfolioIndex>, Outcome> chosen_portfolios(const Book& book, const BookSelection& selection) {
  for (const std::string& id : selection.portfolios) {
    if (book.find_portfolio(id).is_none()) {
      return usage_error("--portfolio: the book has no portfolio '" + id + "', it has " + known_ids(book));
    }
  }
  const auto members = members_of(book, selection.group);
  std::vector<PortfolioIndex> chosen;
  for (const PortfolioIndex one : all_portfolios(book)) {
    const Portfolio& portfolio = book.portfolios[one.at()];
    const bool named =
        std::find(selection.portfolios.begin(), selection.portfolios.end(), portfolio.id) != selection.portfolios.end();
    if (!selection.portfolios.empty() && !named) continue;
    const bool in_group = std::any_of(members.begin(), members.end(),
                                      [one](const GroupMember& member) { return member.portfolio == one; });
    if (!selection.group.empty() && !in_group) continue;
    chosen.push_back(one);
  }
  if (chosen.empty() && !selection.group.empty()) {
    return usage_error("--group: no portfolio of the book is in the group '" + selection.group + "'");
  }
  return chosen;
}

/// When the portfolios belong to the group; empty where all of them always do.
MembershipTimes times_in_group(const Book& book, const std::vector<PortfolioIndex>& portfolios,
                               const std::string& group) {
  MembershipTimes times;
  bool dated = false;
  for (const GroupMember& member : members_of(book, group)) {
    if (std::find(portfolios.begin(), portfolios.end(), member.portfolio) == portfolios.end()) continue;
    times.push_back(member.spans);
    dated = dated || member.spans.size() > 1 || member.spans.front().from || member.spans.front().to;
  }
  return dated ? times : MembershipTimes();
}

Status apply_policy(Book& book, const BookSelection& selection, Context& context) {
  if (selection.policy_file.empty()) return Done{};
  const auto text = context.files.read(selection.policy_file);
  if (!text) return text.error();
  auto policy = read_policy((*text)->view(), selection.policy_file);
  if (!policy) return std::move(policy).error();
  book.policy = std::move(*policy);
  return Done{};
}

}  // namespace

std::variant<SelectedBook, Outcome> select_unhashed_book(const BookSelection& selection, Context& context) {
  const auto from = optional_date(selection.from), to = optional_date(selection.to);
  if (const auto problem = interval_problem(selection.from, selection.to); !problem.empty())
    return usage_error(problem);
  BookReading reading{context.today};
  reading.zones = context.zones;
  if (!selection.known_at.empty()) reading.known_at = *Instant::parse(selection.known_at);
  auto book = read_book(context.files, selection.book, reading);
  if (!book) return outcome_of(book.error());
  SelectedBook selected{std::move(*book), {}, {}};
  if (const Status done = apply_policy(selected.book, selection, context); !done) return outcome_of(done.error());
  auto portfolios = chosen_portfolios(selected.book, selection);
  if (auto* outcome = std::get_if<Outcome>(&portfolios)) return std::move(*outcome);
  selected.known_at = selection.known_at;
  ReportRequest& request = selected.request;
  request.portfolios = std::get<std::vector<PortfolioIndex>>(std::move(portfolios));
  request.members = times_in_group(selected.book, request.portfolios, selection.group);
  request.from = from;
  request.to = to;
  request.benchmark = selection.benchmark;
  const bool unknown = selected.book.find_benchmark(selection.benchmark).is_none() &&
                       selected.book.find_security(selection.benchmark).is_none();
  if (!selection.benchmark.empty() && unknown) {
    return usage_error("--benchmark: the book has no benchmark or security '" + selection.benchmark + "'");
  }
  if (!request.portfolios.empty()) {
    request.total_currency = selected.book.portfolios[request.portfolios.front().at()].currency;
  }
  if (!selection.currency.empty()) request.total_currency = *Currency::parse(selection.currency);
  return selected;
}

std::variant<SelectedBook, Outcome> select_book(const BookSelection& selection, Context& context) {
  auto selected = select_unhashed_book(selection, context);
  if (auto* book = std::get_if<SelectedBook>(&selected)) book->input_hash = input_hash_of(book->book, context.digests);
  return selected;
}

}  // namespace dietz
