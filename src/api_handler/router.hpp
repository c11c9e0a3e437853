#pragma once

#include "api_handler/route.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Finds the route of a request. A segment written out in a template goes before a `{name}`.
class Router {
 public:
  /// What an address leads to.
  struct Match {
    enum class Kind { found, no_such_path, no_such_method, malformed } kind = Kind::no_such_path;
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> path;  ///< values of the template's names
    std::string allow;                                     ///< the methods that the path knows, for `Allow`
  };

  /// Two routes of one method and one shape of path are a bug, and throw std::logic_error.
  explicit Router(std::vector<Route> routes);

  /// Finds by method and path as sent. HEAD is served by the route of GET. Segments that are empty, `.` or `..` lead
  /// nowhere.
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
  [[nodiscard]] const std::vector<std::unique_ptr<const Route>>& routes() const { return routes_; }

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> written;
    std::unique_ptr<Node> named;
    std::map<std::string, const Route*, std::less<>> methods;
  };
  static const Node* walk(const Node& node, const std::vector<std::string>& segments, std::size_t at);

  Node root_;
  std::vector<std::unique_ptr<const Route>> routes_;
};

}  // namespace dietz
