package dev.galley.feed.syndication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.galley.feed.syndication.Feed.Item;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** JSON Feed 1.1. */
@Component
final class JsonFeedFormat implements Format {

  private final JsonMapper json =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          .build();

  @Override
  public String fileName() {
    return "feed.json";
  }

  @Override
  public MediaType mediaType() {
    return new MediaType("application", "feed+json", StandardCharsets.UTF_8);
  }

  @Override
  public byte[] write(Feed feed) {
    return json.writeValueAsBytes(JsonFeed.of(feed));
  }

  private record JsonFeed(
      String version,
      String title,
      @JsonProperty("home_page_url") URI homePageUrl,
      @JsonProperty("feed_url") URI feedUrl,
      @JsonProperty("next_url") @Nullable URI nextUrl,
      @Nullable String description,
      String language,
      List<JsonAuthor> authors,
      List<JsonHub> hubs,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<JsonItem> items) {

    static JsonFeed of(Feed feed) {
      return new JsonFeed(
          "https://jsonfeed.org/version/1.1",
          CleanText.of(feed.title()),
          feed.alternate(),
          feed.self(),
          feed.pages().older(),
          cleanOrNull(feed.subtitle()),
          feed.language(),
          List.of(new JsonAuthor(CleanText.of(feed.author()), null)),
          feed.hubs().stream().map(hub -> new JsonHub("WebSub", hub)).toList(),
          feed.items().stream().map(JsonItem::of).toList());
    }
  }

  private record JsonHub(String type, URI url) {}

  private record JsonAuthor(String name, @Nullable URI url) {}

  private record JsonItem(
      String id,
      URI url,
      @JsonProperty("external_url") @Nullable URI externalUrl,
      String title,
      // JSON Feed 1.1: an item has content_html or content_text, be it empty.
      @JsonProperty("content_html") @JsonInclude(JsonInclude.Include.ALWAYS) String contentHtml,
      @Nullable String summary,
      @Nullable URI image,
      @JsonProperty("date_published") String datePublished,
      @JsonProperty("date_modified") String dateModified,
      List<JsonAuthor> authors,
      List<String> tags) {

    static JsonItem of(Item item) {
      var post = item.entry().post();
      return new JsonItem(
          CleanText.of(post.entryId()),
          item.url(),
          post.canonicalUrl(),
          CleanText.of(post.title()),
          CleanText.of(item.html()),
          cleanOrNull(post.summary()),
          item.pictures().stream().map(Picture::address).findFirst().orElse(null),
          time(post.firstPublishedAt()),
          time(post.publishedAt()),
          item.authors().stream()
              .map(author -> new JsonAuthor(CleanText.of(author.name()), author.url()))
              .toList(),
          post.tags().stream().map(CleanText::of).toList());
    }
  }

  private static @Nullable String cleanOrNull(@Nullable String text) {
    return text == null ? null : CleanText.of(text);
  }

  private static String time(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }
}
