package dev.galley.feed.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.event.Author;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Delivery;
import dev.galley.stream.codec.EventIds;
import dev.galley.web.Sha256;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the messages: thin ones, which say what happened and where to read it, and stay under 20
 * kB whatever a post holds.
 */
final class MessageWriter {

  /** A post appeared or has a major change. */
  static final String PUBLISHED = "post.published";

  /** A post left the site. */
  static final String UNPUBLISHED = "post.unpublished";

  /** A test. */
  static final String PING = "ping";

  /** The types that a webhook may choose from. */
  static final List<String> TYPES = List.of(PUBLISHED, UNPUBLISHED);

  private static final int MAX_LINE_CHARS = 200;
  private static final int MAX_NAME_CHARS = 80;
  private static final int MAX_TEXT_CHARS = 800;
  private static final int MAX_ITEMS = 10;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final SiteProperties site;
  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  MessageWriter(SiteProperties site) {
    this.site = site;
  }

  /** Standard Webhooks, "Payload structure". */
  private record Payload(String type, Instant timestamp, Object data) {}

  private record Published(
      String postId,
      long revision,
      String slug,
      URI url,
      String title,
      @Nullable String summary,
      List<Author> authors,
      List<String> tags,
      String kind,
      @Nullable Update update,
      String entryId,
      @Nullable OffsetDateTime firstPublishedAt,
      @Nullable OffsetDateTime publishedAt,
      @Nullable String changeNote) {}

  private record Unpublished(
      String postId,
      long revision,
      String slug,
      URI url,
      String title,
      String kind,
      String entryId,
      @Nullable Removal how,
      @Nullable URI to,
      @Nullable String reason) {}

  private record Ping(String message) {}

  /** The type of the message about an announcement; empty where there is none. */
  static String type(Announcement announcement) {
    return switch (announcement.type()) {
      case PUBLICATION -> PUBLISHED;
      case UNPUBLICATION -> UNPUBLISHED;
      case TEST -> PING;
      case CORRECTION, DIGEST, NOTICE, REVIEW -> "";
    };
  }

  /** The {@code webhook-id}: the same for every attempt, so that a receiver knows a repetition. */
  static String messageId(Delivery delivery) {
    String id = delivery.recipientId() + ":" + delivery.announcementId();
    byte[] hash = Sha256.of(id);
    return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
  }

  /** The test of a webhook. */
  static Announcement ping(Instant now) {
    UUID id = EventIds.next();
    return new Announcement(PING + ":" + id, Type.TEST, PING, 0, now, id, null);
  }

  static boolean isKept(Announcement announcement) {
    return announcement.content() != null || announcement.type() == Type.TEST;
  }

  /** The body of the message about an announcement whose content is kept. */
  String write(Announcement announcement) {
    Content content = announcement.content();
    Object data =
        content == null
            ? new Ping("A test from " + site.title())
            : announcement.type() == Type.UNPUBLICATION
                ? unpublished(announcement, content)
                : published(announcement, content);
    return json.writeValueAsString(
        new Payload(type(announcement), announcement.acceptedAt(), data));
  }

  private static Published published(Announcement announcement, Content content) {
    return new Published(
        announcement.postId(),
        announcement.revision(),
        content.slug(),
        content.url(),
        cut(content.title(), MAX_LINE_CHARS),
        cutOrNull(content.summary()),
        content.authors().stream().limit(MAX_ITEMS).map(MessageWriter::cut).toList(),
        content.tags().stream().limit(MAX_ITEMS).map(tag -> cut(tag, MAX_NAME_CHARS)).toList(),
        cut(content.kind(), MAX_NAME_CHARS),
        content.update(),
        content.entryId(),
        content.firstPublishedAt(),
        content.publishedAt(),
        cutOrNull(content.changeNote()));
  }

  private static Unpublished unpublished(Announcement announcement, Content content) {
    return new Unpublished(
        announcement.postId(),
        announcement.revision(),
        content.slug(),
        content.url(),
        cut(content.title(), MAX_LINE_CHARS),
        cut(content.kind(), MAX_NAME_CHARS),
        content.entryId(),
        content.how(),
        content.to(),
        cutOrNull(content.reason()));
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text, MAX_TEXT_CHARS);
  }

  private static Author cut(Author author) {
    return new Author(cut(author.slug(), MAX_NAME_CHARS), cut(author.name(), MAX_NAME_CHARS));
  }

  /** Control characters go, since each would take six bytes. */
  private static String cut(String text, int maxChars) {
    String line = CONTROL.matcher(text).replaceAll(" ");
    if (line.length() <= maxChars) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return line.substring(0, end) + "…";
  }
}
