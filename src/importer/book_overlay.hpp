#pragma once

#include "importer/book_reader.hpp"

#include <string>

namespace dietz {

/// Reads facts that are to be laid over a book: a folder with any of a book's files, or one such file alone, known by
/// its name or by its columns. Portfolios and securities are those of the book unless the folder brings its own files.
/// Errors: as read_book; invalid, for a file that is none of a book's.
[[nodiscard]] Result<Book> read_overlay(Files& files, const std::string& path, const std::string& book_directory,
                                        const BookReading& reading);

}  // namespace dietz
