#include "model/currency.hpp"

#include <algorithm>
#include <array>

namespace dietz {
namespace {

// Codes of ISO 4217, lists one (active) and three (withdrawn), sorted within each group of minor digits.
constexpr std::string_view two_digits =
    "ADP AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGL BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHE "
    "CHF CHW CNH CNY COP CRC CSK CUC CUP CVE CYP CZK DDM DEM DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP "
    "GEL GHS "
    "GIP GMD GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR ITL JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL "
    "LTL LUF "
    "LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK "
    "PHP PKR "
    "PLN PTE QAR ROL RON RSD RUB RUR SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB "
    "TJS TMT "
    "TOP TRL TRY TTD TWD TZS UAH USD USN UYU UZS VED VEF VES WST XAD XCD XCG YER YUM ZAR ZMK ZMW ZWL";
constexpr std::string_view no_digits =
    "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XAG XAU XDR XOF XPD XPF XPT";
constexpr std::string_view three_digits = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view four_digits = "CLF UYW";

constexpr std::uint32_t pack(std::string_view code) {
  std::uint32_t packed = 0;
  for (const char letter : code) packed = packed << 8 | static_cast<unsigned char>(letter);
  return packed;
}

struct Listed {
  std::uint32_t packed;
  unsigned minor_digits;
};

constexpr std::size_t count(std::string_view codes) { return (codes.size() + 1) / 4; }

/// All codes, sorted.
constexpr auto listed = [] {
  std::array<Listed, count(two_digits) + count(no_digits) + count(three_digits) + count(four_digits)> all{};
  std::size_t next = 0;
  const auto add = [&](std::string_view codes, unsigned digits) {
    for (std::size_t at = 0; at + 3 <= codes.size(); at += 4) all[next++] = {pack(codes.substr(at, 3)), digits};
  };
  add(two_digits, 2);
  add(no_digits, 0);
  add(three_digits, 3);
  add(four_digits, 4);
  std::sort(all.begin(), all.end(), [](const Listed& a, const Listed& b) { return a.packed < b.packed; });
  return all;
}();

const Listed* find(std::uint32_t packed) {
  const auto found = std::lower_bound(listed.begin(), listed.end(), packed,
                                      [](const Listed& a, std::uint32_t code) { return a.packed < code; });
  return found != listed.end() && found->packed == packed ? &*found : nullptr;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3) return {};
  Currency c;
  c.packed_ = pack(code);
  return find(c.packed_) == nullptr ? std::nullopt : std::optional(c);
}

std::string Currency::code() const {
  if (is_none()) return {};
  return {static_cast<char>(packed_ >> 16 & 0xff), static_cast<char>(packed_ >> 8 & 0xff),
          static_cast<char>(packed_ & 0xff)};
}

unsigned Currency::minor_digits() const {
  const Listed* entry = find(packed_);
  return entry == nullptr ? 2 : entry->minor_digits;
}

}  // namespace dietz
