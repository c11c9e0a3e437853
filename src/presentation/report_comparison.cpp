#include "presentation/report_comparison.hpp"

#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

constexpr std::size_t most_lines = 40;

std::string_view kind_name(Comparison::Kind kind) {
  switch (kind) {
    case Comparison::Kind::policies:
      return "policies";
    case Comparison::Kind::known_at:
      return "known_at";
    case Comparison::Kind::what_if:
      break;
  }
  return "what_if";
}

std::string name_before(const Comparison& c) {
  return c.kind == Comparison::Kind::what_if ? "as booked" : c.names.front();
}
std::string name_after(const Comparison& c) { return c.kind == Comparison::Kind::what_if ? c.what_if : c.names.back(); }

std::string text_of(const ReportChange& change, bool after, bool exact) {
  if (change.is_amount) {
    const auto& amount = after ? change.amount_after : change.amount_before;
    return amount ? (exact ? *amount : amount->rounded(2)).to_string() : "";
  }
  const Rate& rate = after ? change.rate_after : change.rate_before;
  if (!exact) return rate ? readable(rate, change.unit) : std::string(name_of(rate.reason()));
  return rate ? shortest_text(rate.value()) : "";
}

std::string padded(std::string text, std::size_t width) {
  // Columns count characters, not bytes: continuation bytes of UTF-8 take no room.
  std::size_t shown = 0;
  for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  if (shown < width) text.append(width - shown, ' ');
  return text;
}

std::string causes_of(const Comparison& comparison, const ReportChange& change) {
  std::string text;
  for (const std::size_t cause : change.causes)
    text += (text.empty() ? "" : "; ") + comparison.book_changes[cause].what;
  if (text.empty() && comparison.causes_were_tried) text = "several together";
  return text;
}

std::string place_of(const BookChange& change) {
  const std::uint32_t line = change.line_after != 0 ? change.line_after : change.line_before;
  return line == 0 ? "" : " (" + std::string(file_name_of(change.file)) + ":" + std::to_string(line) + ")";
}

void list_differences(const Comparison& comparison, std::string& out) {
  out += "\nDifferences: " + std::to_string(comparison.book_changes.size()) + "\n";
  std::size_t shown = 0;
  for (const BookChange& change : comparison.book_changes) {
    if (++shown > most_lines) {
      out +=
          "  … and " + std::to_string(comparison.book_changes.size() - most_lines) + " more (--format json has all)\n";
      break;
    }
    const auto or_none = [](const std::string& text) { return text.empty() ? std::string("none") : text; };
    out += "  " + change.what + place_of(change) + "\n      " + or_none(change.before) + " -> " +
           or_none(change.after) + "\n";
  }
}

void write_value(JsonWriter& json, const ReportChange& change, bool after) {
  if (change.is_amount) {
    const auto& amount = after ? change.amount_after : change.amount_before;
    amount ? json.string(amount->to_string()) : json.null();
  } else {
    const Rate& rate = after ? change.rate_after : change.rate_before;
    rate ? json.number(rate.value()) : json.null();
  }
}

void write_change(JsonWriter& json, const ReportChange& change) {
  json.begin_object().key("portfolio");
  change.portfolio.empty() ? json.null() : json.string(change.portfolio);
  json.key("name").string(change.name).key("unit").string(change.unit).key("before");
  write_value(json, change, false);
  json.key("after");
  write_value(json, change, true);
  if (!change.is_amount && !change.rate_before) json.key("reason_before").string(name_of(change.rate_before.reason()));
  if (!change.is_amount && !change.rate_after) json.key("reason_after").string(name_of(change.rate_after.reason()));
  json.key("because").begin_array();
  for (const std::size_t cause : change.causes) json.integer(static_cast<std::int64_t>(cause));
  json.end_array().end_object();
}

void write_difference(JsonWriter& json, const BookChange& change) {
  const auto text = [&json](const char* name, const std::string& value) {
    json.key(name);
    value.empty() ? json.null() : json.string(value);
  };
  const auto line = [&json](const char* name, std::uint32_t value) {
    json.key(name);
    value == 0 ? json.null() : json.integer(value);
  };
  json.begin_object().key("what").string(change.what).key("file").string(file_name_of(change.file));
  text("before", change.before);
  text("after", change.after);
  line("line_before", change.line_before);
  line("line_after", change.line_after);
  json.end_object();
}

}  // namespace

std::string comparison_as_text(const Comparison& comparison) {
  std::string out = name_before(comparison) + " -> " + name_after(comparison) + "\n";
  out += comparison.range.from.to_string() + " to " + comparison.range.to.to_string() + "\n";
  list_differences(comparison, out);
  out += "\nFigures and amounts that differ: " + std::to_string(comparison.changes.size()) + "\n";
  std::string portfolio = "\n";
  for (const ReportChange& change : comparison.changes) {
    if (change.portfolio != portfolio) {
      portfolio = change.portfolio;
      out += "\n" + (portfolio.empty() ? std::string("Total") : portfolio) + "\n";
    }
    const std::string unit = change.is_amount ? " " + change.unit : "";
    out += "  " + padded(change.name, 30) + " " + padded(text_of(change, false, false) + unit, 20) + " -> " +
           text_of(change, true, false) + unit + "\n";
    const std::string causes = causes_of(comparison, change);
    if (!causes.empty() && comparison.book_changes.size() > 1)
      out += wrapped("      because of " + causes, 0, "        ") + "\n";
  }
  return out;
}

std::string comparison_as_json(const Comparison& comparison, std::string_view report) {
  JsonWriter json;
  json.begin_object().key("compared").string(kind_name(comparison.kind));
  json.key("before").string(name_before(comparison)).key("after").string(name_after(comparison));
  json.key("from").string(comparison.range.from.to_string()).key("to").string(comparison.range.to.to_string());
  json.key("differences").begin_array();
  for (const BookChange& change : comparison.book_changes) write_difference(json, change);
  json.end_array().key("causes_tried").boolean(comparison.causes_were_tried).key("changes").begin_array();
  for (const ReportChange& change : comparison.changes) write_change(json, change);
  json.end_array();
  while (!report.empty() && report.back() == '\n') report.remove_suffix(1);
  if (!report.empty()) json.key("report").raw(report);
  json.end_object();
  return json.take();
}

std::string comparison_as_csv(const Comparison& comparison) {
  std::string out = "portfolio,name,unit,before,after,because\n";
  for (const ReportChange& change : comparison.changes) {
    out += csv_cell(change.portfolio) + "," + change.name + "," + change.unit + "," + text_of(change, false, true) +
           "," + text_of(change, true, true) + "," + csv_cell(causes_of(comparison, change)) + "\n";
  }
  return out;
}

}  // namespace dietz
