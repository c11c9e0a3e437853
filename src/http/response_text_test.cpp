#include "http/response_text.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(ResponseText, writes_status_fields_and_length) {
  HttpResponse response;
  response.status = 404;
  response.fields.add("Content-Type", "text/plain");
  response.body = "abc";
  EXPECT_EQ(head_text(response, {"D", true, false}),
            "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(head_text(response, {"D", false, true}),
            "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: "
            "close\r\n\r\n");
  EXPECT_TRUE(sends_body(response, {"D", true, false}));
  EXPECT_FALSE(sends_body(response, {"D", true, true})) << "HEAD";
}

TEST(ResponseText, gives_no_length_where_there_is_no_body) {
  HttpResponse response;
  response.status = 204;
  EXPECT_EQ(head_text(response, {"D", true, false}), "HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
  EXPECT_FALSE(sends_body(response, {"D", true, false}));
}

TEST(ResponseText, lets_no_value_begin_a_field_of_its_own) {
  HttpResponse response;
  response.fields.add("Location", "/a\r\nSet-Cookie: x");
  EXPECT_NE(head_text(response, {"D", true, false}).find("Location: /a  Set-Cookie: x\r\n"), std::string::npos);
}

TEST(ResponseText, writes_dates_as_rfc_9110_does) {
  EXPECT_EQ(http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace dietz
