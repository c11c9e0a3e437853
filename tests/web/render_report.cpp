#include "presentation/html_report.hpp"

#include <iostream>
#include <iterator>
#include <string>

// Report document on stdin, page on stdout: for looking at the page without a book.
int main() {
  const std::string document{std::istreambuf_iterator<char>(std::cin), {}};
  std::cout << dietz::render_html_report(document);
}
