#include "api_handler/router.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace dietz {
namespace {

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

std::vector<std::string> segments_of(const Route& route) {
  auto segments = path_segments(route.path);
  if (!segments || segments->empty()) throw std::logic_error("malformed template " + route.path);
  return *std::move(segments);
}

bool leads_nowhere(const std::string& segment) { return segment.empty() || segment == "." || segment == ".."; }

}  // namespace

Router::Router(std::vector<Route> routes) {
  for (Route& given : routes) {
    const Route& route = *routes_.emplace_back(std::make_unique<const Route>(std::move(given)));
    Node* node = &root_;
    for (const std::string& segment : segments_of(route)) {
      auto& next = is_name(segment) ? node->named : node->written[segment];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    if (!node->methods.emplace(route.method, &route).second)
      throw std::logic_error("two routes for " + route.method + " " + route.path);
  }
}

const Router::Node* Router::walk(const Node& node, const std::vector<std::string>& segments, std::size_t at) {
  if (at == segments.size()) return node.methods.empty() ? nullptr : &node;
  if (const auto found = node.written.find(segments[at]); found != node.written.end()) {
    if (const Node* end = walk(*found->second, segments, at + 1)) return end;
  }
  return node.named ? walk(*node.named, segments, at + 1) : nullptr;
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  const auto segments = path_segments(path);
  if (!segments) {
    match.kind = Match::Kind::malformed;
    return match;
  }
  if (std::any_of(segments->begin(), segments->end(), leads_nowhere)) return match;
  const Node* node = walk(root_, *segments, 0);
  if (node == nullptr) return match;
  auto found = node->methods.find(method);
  if (found == node->methods.end() && method == "HEAD") found = node->methods.find("GET");
  if (found == node->methods.end()) {
    match.kind = Match::Kind::no_such_method;
    for (const auto& [name, route] : node->methods) {
      match.allow += (match.allow.empty() ? "" : ", ") + name;
      if (name == "GET") match.allow += ", HEAD";
    }
    return match;
  }
  match.kind = Match::Kind::found;
  match.route = found->second;
  const std::vector<std::string> names = segments_of(*match.route);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_name(names[i])) match.path.emplace(names[i].substr(1, names[i].size() - 2), (*segments)[i]);
  }
  return match;
}

}  // namespace dietz
