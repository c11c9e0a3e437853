#include "base/checksum.hpp"
#include "series/chunks.hpp"

#include <bit>
#include <optional>
#include <utility>

namespace dietz {
namespace {

constexpr char format = 1;
constexpr char rates_tag = 'r';
constexpr char facts_tag = 'f';

template <class Word>
void put_word(std::string& bytes, Word word) {
  char raw[sizeof(Word)];
  for (std::size_t i = 0; i < sizeof(Word); ++i) raw[i] = static_cast<char>(word >> (8 * i) & 0xff);
  bytes.append(raw, sizeof(Word));
}

void put_text(std::string& bytes, std::string_view text) {
  bytes += static_cast<char>(static_cast<unsigned char>(text.size()));
  bytes += text;
}

/// Reads what the functions above wrote; `failed` once something is missing.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool ended() const { return !failed_ && rest_.empty(); }
  [[nodiscard]] bool failed() const { return failed_; }

  std::string_view take(std::size_t count) {
    if (failed_ || count > rest_.size()) {
      failed_ = true;
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  char tag() {
    const std::string_view taken = take(1);
    return taken.empty() ? '\0' : taken.front();
  }
  std::string_view text() { return take(static_cast<unsigned char>(tag())); }
  template <class Word>
  std::vector<Word> words(std::size_t count) {
    if (count > rest_.size() / sizeof(Word)) failed_ = true;
    const std::string_view taken = take(count * sizeof(Word));
    std::vector<Word> words(taken.size() / sizeof(Word));
    for (std::size_t i = 0; i < words.size(); ++i) {
      Word word = 0;
      for (std::size_t k = 0; k < sizeof(Word); ++k) {
        word = static_cast<Word>(word | static_cast<Word>(static_cast<unsigned char>(taken[i * sizeof(Word) + k]))
                                            << (8 * k));
      }
      words[i] = word;
    }
    return words;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

void put_rates(std::string& bytes, const RateColumn& rates) {
  for (const double value : rates.values) put_word(bytes, std::bit_cast<std::uint64_t>(value));
  bytes += rates.reasons.empty() ? '\0' : '\1';
  for (const std::uint8_t reason : rates.reasons) bytes += static_cast<char>(reason);
}

RateColumn read_rates(Reader& reader, std::size_t points) {
  RateColumn rates;
  rates.values.reserve(points);
  for (const std::uint64_t bits : reader.words<std::uint64_t>(points))
    rates.values.push_back(std::bit_cast<double>(bits));
  if (reader.tag() != '\0') rates.reasons = reader.words<std::uint8_t>(points);
  return rates;
}

FactColumn read_facts(Reader& reader, std::size_t points) {
  FactColumn facts;
  for (std::size_t i = 0; i < points && !reader.failed(); ++i) facts.emplace_back(reader.text());
  return facts;
}

std::vector<std::int32_t> read_days(Reader& reader, std::size_t points) {
  std::vector<std::int32_t> days;
  days.reserve(points);
  for (const std::uint32_t word : reader.words<std::uint32_t>(points)) days.push_back(static_cast<std::int32_t>(word));
  return days;
}

std::optional<Series> read_series(Reader& reader) {
  const std::vector<std::uint32_t> counts = reader.words<std::uint32_t>(2);
  if (reader.failed()) return std::nullopt;
  Series series;
  series.first_days = read_days(reader, counts[0]);
  series.last_days = read_days(reader, counts[0]);
  for (std::uint32_t i = 0; i < counts[1] && !reader.failed(); ++i) {
    SeriesColumn column{std::string(reader.text()), {}};
    const char tag = reader.tag();
    if (tag == rates_tag) {
      column.values = read_rates(reader, counts[0]);
    } else if (tag == facts_tag) {
      column.values = read_facts(reader, counts[0]);
    } else {
      return std::nullopt;
    }
    series.columns.push_back(std::move(column));
  }
  if (!reader.ended()) return std::nullopt;
  return series;
}

}  // namespace

std::string encode_chunk(const Series& chunk) {
  std::string bytes(1, format);
  put_word(bytes, static_cast<std::uint32_t>(chunk.size()));
  put_word(bytes, static_cast<std::uint32_t>(chunk.columns.size()));
  for (const std::int32_t day : chunk.first_days) put_word(bytes, static_cast<std::uint32_t>(day));
  for (const std::int32_t day : chunk.last_days) put_word(bytes, static_cast<std::uint32_t>(day));
  for (const SeriesColumn& column : chunk.columns) {
    put_text(bytes, column.name);
    if (const auto* rates = std::get_if<RateColumn>(&column.values)) {
      bytes += rates_tag;
      put_rates(bytes, *rates);
    } else {
      bytes += facts_tag;
      for (const std::string& fact : std::get<FactColumn>(column.values)) put_text(bytes, fact);
    }
  }
  append_checksum(bytes);
  return bytes;
}

Result<Series> decode_chunk(std::string_view bytes) {
  const std::optional<std::string_view> content = without_checksum(bytes);
  if (!content || content->empty()) return Error::fatal("a chunk of a series is damaged: its checksum doesn't fit");
  if (content->front() != format) return Error::fatal("a chunk of a series has an unknown format");
  Reader reader(content->substr(1));
  std::optional<Series> series = read_series(reader);
  if (!series) return Error::fatal("the bytes of a chunk of a series make no sense");
  return *std::move(series);
}

}  // namespace dietz
