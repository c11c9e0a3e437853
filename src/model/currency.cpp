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

bool lists(std::string_view codes, std::string_view code) {
  for (std::size_t at = 0; at + 3 <= codes.size(); at += 4) {
    if (codes.substr(at, 3) == code) return true;
  }
  return false;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3) return {};
  if (!lists(two_digits, code) && !lists(no_digits, code) && !lists(three_digits, code) && !lists(four_digits, code))
    return {};
  Currency c;
  for (const char letter : code) c.packed_ = c.packed_ << 8 | static_cast<unsigned char>(letter);
  return c;
}

std::string Currency::code() const {
  if (is_none()) return {};
  return {static_cast<char>(packed_ >> 16 & 0xff), static_cast<char>(packed_ >> 8 & 0xff),
          static_cast<char>(packed_ & 0xff)};
}

unsigned Currency::minor_digits() const {
  const std::string c = code();
  if (lists(no_digits, c)) return 0;
  if (lists(three_digits, c)) return 3;
  return lists(four_digits, c) ? 4 : 2;
}

}  // namespace dietz
