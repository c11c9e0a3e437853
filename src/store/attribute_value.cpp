#include "store/attribute_value.hpp"

#include <algorithm>
#include <type_traits>

namespace dietz {
namespace {

std::size_t size_of_number(const Number& number) {
  const auto digits = static_cast<std::size_t>(
      std::count_if(number.text().begin(), number.text().end(), [](char c) { return c >= '0' && c <= '9'; }));
  return (digits + 1) / 2 + (number.text().front() == '-' ? 2 : 1);
}

constexpr std::size_t container_size = 3;
constexpr std::size_t element_size = 1;

}  // namespace

std::partial_ordering compare(const AttributeValue& a, const AttributeValue& b) {
  if (const auto* x = a.get<std::string>(); x && b.get<std::string>()) return x->compare(*b.get<std::string>()) <=> 0;
  if (const auto* x = a.get<Binary>(); x && b.get<Binary>()) return x->bytes.compare(b.get<Binary>()->bytes) <=> 0;
  if (const auto* x = a.get<Number>(); x && b.get<Number>()) return *x <=> *b.get<Number>();
  return std::partial_ordering::unordered;
}

std::size_t size_of(const AttributeValue& value) {
  return std::visit(
      [](const auto& v) -> std::size_t {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::string>) {
          return v.size();
        } else if constexpr (std::is_same_v<T, Number>) {
          return size_of_number(v);
        } else if constexpr (std::is_same_v<T, Binary>) {
          return v.bytes.size();
        } else if constexpr (std::is_same_v<T, bool>) {
          return 1;
        } else {
          std::size_t size = container_size;
          for (const auto& element : v) {
            if constexpr (std::is_same_v<T, Attributes>) {
              size += element_size + element.first.size() + size_of(element.second);
            } else {
              size += element_size + size_of(element);
            }
          }
          return size;
        }
      },
      value.variant());
}

}  // namespace dietz
