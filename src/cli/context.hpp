#pragma once

#include "base/time_zones.hpp"
#include "blob/files.hpp"
#include "crypto/digest.hpp"
#include "model/date.hpp"

#include <functional>
#include <string_view>

namespace dietz {

struct ServiceTools;

/// What a command may touch of the world, handed in by composition.
struct Context {
  Files& files;
  DigestFactory& digests;
  Date today;
  /// Tells how far a long work is, 0 to 1; does nothing where nobody watches.
  std::function<void(std::string_view what, double share)> progress = [](std::string_view, double) {};
  /// The world's time zones; without them a book may name no zone but UTC.
  const TimeZones* zones = nullptr;
  /// What the commands of the service need besides; the others run without it.
  const ServiceTools* service = nullptr;
};

enum class Format { text, json, csv, html };

}  // namespace dietz
