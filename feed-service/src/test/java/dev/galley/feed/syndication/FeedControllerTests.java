package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.event.Update;
import dev.galley.feed.entry.LiveEntries;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class FeedControllerTests {

  private final LiveEntries entries =
      FeedFixtures.entries(Map.of(published(POST, 1, Update.FIRST), "<p>Hello</p>"));

  /** Later than the change: in its very second no reader is told that nothing changed. */
  private final MockMvc web = web(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));

  private MockMvc web(Clock clock) {
    return MockMvcBuilders.standaloneSetup(
            new FeedController(
                new FeedDocuments(FeedFixtures.composing(entries), entries),
                entries,
                clock,
                new AtomFormat(),
                new RssFormat(),
                new JsonFeedFormat()))
        .setControllerAdvice(new SyndicationProblems())
        .build();
  }

  @Test
  void servesEachFormatWithItsType() throws Exception {
    web.perform(get("/feed.xml"))
        .andExpect(status().isOk())
        .andExpect(content().contentType("application/atom+xml;charset=UTF-8"));
    web.perform(get("/rss.xml"))
        .andExpect(content().contentType("application/rss+xml;charset=UTF-8"));
    web.perform(get("/feed.json"))
        .andExpect(content().contentType("application/feed+json;charset=UTF-8"));
    web.perform(get("/tags/asset-manager/rss.xml")).andExpect(status().isOk());
    web.perform(get("/authors/chris-roos/feed.json")).andExpect(status().isOk());
  }

  @Test
  void answersThatNothingChanged() throws Exception {
    MockHttpServletResponse first = web.perform(get("/feed.xml")).andReturn().getResponse();

    web.perform(get("/feed.xml").header("If-None-Match", first.getHeader("ETag")))
        .andExpect(status().isNotModified())
        .andExpect(content().bytes(new byte[0]))
        .andExpect(header().string("ETag", first.getHeader("ETag")));
    web.perform(get("/feed.xml").header("If-Modified-Since", first.getHeader("Last-Modified")))
        .andExpect(status().isNotModified());
    web.perform(get("/feed.xml").header("If-None-Match", "\"other\"")).andExpect(status().isOk());
    String tag = first.getHeader("ETag");
    for (String sent : new String[] {"W/" + tag, "\"other\", " + tag, "*"}) {
      web.perform(get("/feed.xml").header("If-None-Match", sent))
          .andExpect(status().isNotModified())
          .andExpect(header().string("ETag", tag));
    }
  }

  @Test
  void namesAnEarlierTimeWhileAnotherChangeCouldShareTheSecond() throws Exception {
    Instant changed = entries.changedAt().orElseThrow();
    String fresh =
        web(Clock.fixed(changed, ZoneOffset.UTC))
            .perform(get("/feed.xml"))
            .andReturn()
            .getResponse()
            .getHeader("Last-Modified");

    web.perform(get("/feed.xml").header("If-Modified-Since", fresh)).andExpect(status().isOk());
  }

  @Test
  void compressesForWhoeverAccepts() throws Exception {
    byte[] plain = web.perform(get("/feed.xml")).andReturn().getResponse().getContentAsByteArray();

    MockHttpServletResponse response =
        web.perform(get("/feed.xml").header("Accept-Encoding", "br, gzip;q=0.8"))
            .andExpect(header().string("Content-Encoding", "gzip"))
            .andExpect(header().string("Vary", "Accept-Encoding"))
            .andReturn()
            .getResponse();

    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(response.getContentAsByteArray()))
                .readAllBytes())
        .isEqualTo(plain);
    web.perform(get("/feed.xml").header("Accept-Encoding", "gzip;q=0"))
        .andExpect(header().doesNotExist("Content-Encoding"));
  }

  @Test
  void knowsNoFeedForAnUnknownTag() throws Exception {
    web.perform(get("/tags/none/feed.xml")).andExpect(status().isNotFound());
  }
}
