#include "observability/trace_context.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

const std::string sample = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(TraceContext, what_is_written_is_read_again) {
  const auto context = TraceContext::parse(sample);
  ASSERT_TRUE(context);
  EXPECT_TRUE(context->sampled);
  EXPECT_EQ(context->traceparent(), sample);
  EXPECT_EQ(context->trace_id_text(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(context->span_id_text(), "b7ad6b7169203331");
}

TEST(TraceContext, a_child_stays_in_the_trace) {
  const auto child = TraceContext::parse(sample)->child({1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(child.traceparent(), "00-0af7651916cd43dd8448eb211c80319c-0102030405060708-01");
}

TEST(TraceContext, only_the_bit_for_sampling_counts) {
  EXPECT_FALSE(TraceContext::parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-fe")->sampled);
  EXPECT_TRUE(TraceContext::parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff")->sampled);
}

TEST(TraceContext, a_later_version_may_be_longer) {
  EXPECT_TRUE(TraceContext::parse("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes"));
  EXPECT_FALSE(TraceContext::parse("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what-comes"));
  EXPECT_FALSE(TraceContext::parse(sample + "-more"));
}

TEST(TraceContext, a_malformed_header_is_no_trace) {
  for (const auto* text : {"", "00", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                           "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                           "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                           "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                           "00-0af7651916cd43dd8448eb211c80319cx-b7ad6b716920333-01",
                           "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}) {
    EXPECT_FALSE(TraceContext::parse(text)) << text;
  }
  EXPECT_FALSE(TraceContext{}.valid());
}

}  // namespace
}  // namespace dietz
