package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.WRITTEN;
import static dev.galley.feed.entry.EntryFixtures.published;
import static dev.galley.feed.syndication.FeedFixtures.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Titles and contents that try to break out of a feed (CWE-91). */
@Timeout(60)
class FeedInjectionTests {

  private static final List<String> PIECES =
      List.of(
          "]]>",
          "<![CDATA[x]]>",
          "</title><script>alert(1)</script>",
          "</content></entry></feed>",
          "\"/><link rel=\"self\" href=\"https://evil.example\"/>",
          "&#x1;",
          "&#0;",
          "&xxe;",
          "&lt;script&gt;",
          "&amp;amp;",
          "<?xml-stylesheet href=\"https://evil.example/x.xsl\"?>",
          "<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>",
          "<!-- -- -->",
          "{\"a\":\"b\"}",
          "\\u0022,\"x\":\"",
          "\u0000",
          "\u0001\u0008\u000b\u000c\u001f",
          "\u007f\u0085\u009f",
          "\ufffe",
          "\uffff",
          "\ud800",
          "\udc00",
          "\udc00\ud800",
          "\ud83d\ude00",
          "\ud83d\udc69\u200d\ud83d\udcbb",
          "\u202e\u0645\u0631\u062d\u0628\u0627",
          "\u2028\u2029",
          "\ufeff",
          "a\tb\nc\r\nd\re",
          "e\u0301",
          "\ud834\udd1e",
          "'\"`<>&;");

  static Stream<String> texts() {
    List<String> texts = new ArrayList<>(PIECES);
    for (String piece : PIECES) {
      texts.add("before " + piece + " after");
      texts.add(piece + piece + "&" + piece + "<");
    }
    for (int index = 1; index < PIECES.size(); index++) {
      texts.add(PIECES.get(index - 1) + PIECES.get(index));
    }
    texts.add("x".repeat(1 << 20));
    texts.add("\ud83d\ude00".repeat(1 << 18));
    assertThat(texts).hasSizeGreaterThan(100);
    return texts.stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void arriveAsTheyWereWritten(String text) throws Exception {
    String html = "<p>" + Entities.escape(text) + "</p>";
    Map<PostPublished, String> posts =
        Map.of(published(POST, 1, Update.FIRST, text, WRITTEN), html);
    String expected = CleanText.of(text);

    byte[] atom = written(new AtomFormat(), posts);
    assertThat(FeedCheckers.atomErrors(atom)).isEmpty();
    assertTitle(FeedCheckers.read(atom).getEntries(), expected);
    assertTitle(FeedCheckers.read(written(new RssFormat(), posts)).getEntries(), expected);
    byte[] json = written(new JsonFeedFormat(), posts);
    assertThat(FeedCheckers.jsonFeedErrors(json)).isEmpty();
    JsonNode items = JsonMapper.shared().readTree(json).path("items");
    assertThat(items.size()).isEqualTo(1);
    assertThat(items.path(0).path("title").asString()).isEqualTo(expected);
  }

  private static void assertTitle(List<SyndEntry> entries, String expected) {
    assertThat(entries).hasSize(1);
    SyndEntry entry = entries.get(0);
    // ROME trims titles.
    assertThat(entry.getTitle() == null ? "" : entry.getTitle()).isEqualTo(expected.trim());
    assertThat(entry.getUri()).isEqualTo("tag:gofreerange.com,2017-11-03:/" + POST);
  }
}
