#include "cli/check_command.hpp"

#include "calculations/data_quality.hpp"
#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"
#include "importer/book_reader.hpp"
#include "presentation/figures.hpp"

#include <algorithm>
#include <vector>

namespace dietz {
namespace {

std::string place_of(const SourceRow& row) {
  std::string place(file_name_of(row.file));
  if (row.line != 0) place += ":" + std::to_string(row.line);
  return place;
}

std::size_t count_findings(const std::vector<Finding>& all) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Finding& f) { return f.is_error_like; }));
}

std::string as_json(const std::vector<Finding>& all) {
  JsonWriter json;
  const auto list = [&](std::string_view name, bool error_like) {
    json.key(name).begin_array();
    for (const Finding& f : all) {
      if (f.is_error_like != error_like) continue;
      json.begin_object().key("code").string(f.code).key("file").string(file_name_of(f.row.file)).key("line");
      f.row.line == 0 ? json.null() : json.integer(f.row.line);
      json.key("message").string(f.message).end_object();
    }
    json.end_array();
  };
  json.begin_object().key("count").integer(static_cast<std::int64_t>(count_findings(all)));
  list("findings", true);
  list("notes", false);
  json.end_object();
  return json.take();
}

std::string as_csv(const std::vector<Finding>& all) {
  std::string out = "severity,code,file,line,message\n";
  for (const Finding& f : all) {
    out += std::string(f.is_error_like ? "finding" : "note") + "," + f.code + "," +
           std::string(file_name_of(f.row.file)) + "," + (f.row.line == 0 ? "" : std::to_string(f.row.line)) + "," +
           csv_cell(f.message) + "\n";
  }
  return out;
}

std::string as_text(const std::vector<Finding>& all) {
  std::string out;
  for (const Finding& f : all)
    out += place_of(f.row) + ": " + (f.is_error_like ? "" : "note: ") + f.code + ": " + f.message + "\n";
  const std::size_t count = count_findings(all);
  out += count == 0 ? "nothing found\n" : std::to_string(count) + (count == 1 ? " finding\n" : " findings\n");
  return out;
}

}  // namespace

Outcome run_check(const CheckOptions& options, Context& context) try {
  BookReading reading{context.today};
  reading.zones = context.zones;
  if (const auto instant = Instant::parse(options.known_at)) reading.known_at = *instant;
  const auto book = read_book(context.files, options.book, reading);
  if (!book) return outcome_of(book.error());
  const std::vector<Finding> all = find_data_issues(*book, book->policy);
  const Exit exit = count_findings(all) == 0 ? Exit::done : Exit::found;
  switch (options.format) {
    case Format::json:
      return {exit, as_json(all), {}};
    case Format::csv:
      return {exit, as_csv(all), {}};
    default:
      return {exit, as_text(all), {}};
  }
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.book, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
