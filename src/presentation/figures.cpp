#include "presentation/figures.hpp"

#include "codec/csv_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace dietz {
namespace {

constexpr std::size_t page_width = 80;

std::string fixed(double value, int places) {
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, places).ptr;
  std::string text(buffer, end);
  if (text.find_first_not_of("-0.") == std::string::npos) text.erase(0, text.front() == '-' ? 1 : 0);
  return text;
}

std::string readable_number(double value, int places) {
  const double magnitude = value < 0 ? -value : value;
  if (magnitude >= 1e12 || (magnitude > 0 && magnitude < 1e-6)) return shortest_text(value);
  return fixed(value, places);
}

/// The rate that solves a balance of equal values is a few units of rounding away from 0; nobody wants to read them.
std::string percent(double rate) {
  const double percents = rate * 100.0;
  return (percents > -1e-6 && percents < 1e-6 ? fixed(percents, 2) : readable_number(percents, 2)) + " %";
}

/// Columns on a terminal: bytes that begin a character.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width, bool right) {
  const std::size_t used = columns(text);
  if (used >= width) return text;
  return right ? std::string(width - used, ' ') + text : text + std::string(width - used, ' ');
}

}  // namespace

void write_figure(JsonWriter& json, const Figure& figure) {
  json.begin_object().key("value");
  if (figure.rate) {
    json.number(figure.rate.value()).key("reason").null();
  } else {
    json.null().key("reason").string(name_of(figure.rate.reason()));
  }
  json.key("unit").string(figure.unit).key("method").string(figure.method).key("basis").begin_object();
  for (const BasisEntry& entry : figure.basis) {
    json.key(entry.name);
    entry.is_number ? json.number_text(entry.text) : json.string(entry.text);
  }
  json.end_object();
  if (figure.coverage) json.key("coverage").number(*figure.coverage);
  json.key("warnings").begin_array();
  for (const Warning& warning : figure.warnings) {
    json.begin_object().key("code").string(warning.code).key("message").string(warning.message).end_object();
  }
  json.end_array();
  if (!figure.detail.empty()) json.key("detail").string(figure.detail);
  json.end_object();
}

void write_figures(JsonWriter& json, std::span<const Figure> figures) {
  json.key("figures").begin_object();
  for (const Figure& figure : figures) {
    json.key(figure.name);
    write_figure(json, figure);
  }
  json.end_object();
}

std::string figures_as_csv(std::span<const Figure> figures) {
  std::string out = "figure,value,reason,unit,method\n";
  for (const Figure& f : figures) {
    out += csv_cell(f.name) + "," + (f.rate ? shortest_text(f.rate.value()) : "") + "," +
           (f.rate ? "" : std::string(name_of(f.rate.reason()))) + "," + f.unit + "," + csv_cell(f.method) + "\n";
  }
  return out;
}

std::string_view in_words(Reason reason) {
  switch (reason) {
    case Reason::none:
      return "";
    case Reason::insufficient_data:
      return "too little data";
    case Reason::no_price:
      return "a price is missing";
    case Reason::no_fx_rate:
      return "an exchange rate is missing";
    case Reason::stale_price:
      return "the last known price or rate is too old";
    case Reason::zero_base:
      return "nothing was invested to measure against";
    case Reason::negative_base:
      return "the invested value is negative";
    case Reason::no_sign_change:
      return "the cash flows never change sign";
    case Reason::no_root:
      return "no rate discounts the cash flows to zero";
    case Reason::multiple_roots:
      return "more than one rate fits";
    case Reason::period_under_one_year:
      return "less than a year, not annualised";
    case Reason::undefined_ratio:
      return "undefined: the denominator is zero";
    case Reason::unsupported:
      return "not supported";
  }
  return "";
}

std::string readable(const Rate& rate, std::string_view unit) {
  if (!rate) return "-";
  if (unit == "ratio") return percent(rate.value());
  if (unit == "days" || unit == "periods") {
    const bool is_whole = rate.value() == static_cast<double>(static_cast<std::int64_t>(rate.value()));
    return fixed(rate.value(), is_whole ? 0 : 2);
  }
  return readable_number(rate.value(), 4);
}

std::string wrapped(std::string_view text, std::size_t begin, std::string_view indent) {
  std::string out;
  std::size_t column = begin;
  bool line_begins = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!line_begins && column + 1 + columns(word) > page_width) {
      out += "\n";
      out += indent;
      column = columns(indent);
    } else if (!line_begins) {
      out += ' ';
      ++column;
    }
    line_begins = false;
    out += word;
    column += columns(word);
  }
  return out;
}

std::string figures_as_text(std::span<const Figure> figures) {
  std::size_t name_width = 0;
  std::size_t value_width = 6;
  for (const Figure& f : figures) {
    name_width = std::max(name_width, f.name.size());
    value_width = std::max(value_width, columns(readable(f)));
  }
  std::string out;
  const std::string indent(name_width + value_width + 6, ' ');
  for (const Figure& f : figures) {
    std::string note = f.method;
    if (!f.rate) note = f.detail.empty() ? std::string(in_words(f.rate.reason())) : f.detail;
    for (const Warning& warning : f.warnings) note += (note.empty() ? "" : "; ") + warning.message;
    const std::string start = "  " + padded(f.name, name_width, false) + "  " + padded(readable(f), value_width, true);
    out += start;
    if (!note.empty()) out += "  " + wrapped(note, indent.size(), indent);
    out += "\n";
  }
  return out;
}

}  // namespace dietz
