#pragma once

#include "crypto/digest.hpp"
#include "model/book.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace dietz {

/// The facts of a book as bytes, the same for the same facts whatever the order of rows and columns in its files: what
/// an input hash is taken over. Tables come in a fixed order, each by its own key; fields are fixed-width or carry
/// their length, numbers are written as they stand in the files (2.50 and 2.5 differ). Derived entries count like
/// written ones. `take` gets the bytes in pieces.
void encode_book(const Book& book, const std::function<void(std::string_view)>& take);

/// The hash of a book's facts that a report names: `sha256:` and 64 hexadecimal digits.
[[nodiscard]] std::string input_hash_of(const Book& book, DigestFactory& digests);

}  // namespace dietz
