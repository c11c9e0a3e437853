#include "codec/csv_text.hpp"

namespace dietz {
namespace {

bool runs_as_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string_view behind_apostrophes(std::string_view text) {
  const std::size_t begin = text.find_first_not_of('\'');
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const std::string guard = runs_as_formula(behind_apostrophes(text)) ? "'" : "";
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return guard + std::string(text);
  std::string cell = "\"" + guard;
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

std::string_view without_guard(std::string_view cell) {
  const bool guarded = !cell.empty() && cell.front() == '\'' && runs_as_formula(behind_apostrophes(cell));
  return guarded ? cell.substr(1) : cell;
}

}  // namespace dietz
