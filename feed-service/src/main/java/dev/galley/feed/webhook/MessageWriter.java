package dev.galley.feed.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.PublishedPost;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.codec.EventIds;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the messages: thin ones, which say what happened and where to read it, and stay under 20
 * kB whatever a post holds.
 */
final class MessageWriter {

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
      Update update,
      String entryId,
      OffsetDateTime firstPublishedAt,
      OffsetDateTime publishedAt,
      @Nullable String changeNote) {}

  private record Unpublished(
      String postId,
      long revision,
      String slug,
      URI url,
      String title,
      String kind,
      String entryId,
      Removal how,
      @Nullable URI to,
      @Nullable String reason) {}

  private record Ping(String message) {}

  /** What to tell of a live revision, oldest first; empty when it was never to be told. */
  List<Message> of(Entry entry) {
    return entry.announcements().stream()
        .map(announcement -> published(entry, announcement))
        .toList();
  }

  private Message published(Entry entry, Announcement announcement) {
    PublishedPost post = entry.post();
    var data =
        new Published(
            post.postId(),
            announcement.revision(),
            post.slug(),
            site.resolve(entry.page().url()),
            cut(post.title(), MAX_LINE_CHARS),
            post.summary() == null ? null : cut(post.summary(), MAX_TEXT_CHARS),
            post.authors().stream().limit(MAX_ITEMS).map(MessageWriter::cut).toList(),
            post.tags().stream().limit(MAX_ITEMS).map(tag -> cut(tag, MAX_NAME_CHARS)).toList(),
            cut(post.kind(), MAX_NAME_CHARS),
            announcement.update(),
            post.entryId(),
            post.firstPublishedAt(),
            post.publishedAt(),
            post.changeNote() == null ? null : cut(post.changeNote(), MAX_TEXT_CHARS));
    return new Message(
        Message.PUBLISHED,
        post.postId(),
        announcement.revision(),
        announcement.at(),
        post.eventId(),
        post.tags(),
        post.kind(),
        write(Message.PUBLISHED, announcement.at(), data));
  }

  /** What to tell of a post that left the site. */
  Message of(UnpublishedPost gone, Entry last) {
    PublishedPost post = last.post();
    var data =
        new Unpublished(
            gone.postId(),
            gone.toldRevision(),
            post.slug(),
            site.resolve(last.page().url()),
            cut(post.title(), MAX_LINE_CHARS),
            cut(post.kind(), MAX_NAME_CHARS),
            post.entryId(),
            gone.how(),
            gone.to(),
            gone.reason() == null ? null : cut(gone.reason(), MAX_TEXT_CHARS));
    return new Message(
        Message.UNPUBLISHED,
        gone.postId(),
        gone.toldRevision(),
        gone.toldAt(),
        gone.eventId(),
        post.tags(),
        post.kind(),
        write(Message.UNPUBLISHED, gone.toldAt(), data));
  }

  /** A test message. */
  Message ping(Instant now) {
    var data = new Ping("A test from " + site.title());
    return new Message(
        Message.PING,
        Message.PING,
        0,
        now,
        EventIds.next(),
        List.of(),
        Message.PING,
        write(Message.PING, now, data));
  }

  private String write(String type, Instant timestamp, Object data) {
    return json.writeValueAsString(new Payload(type, timestamp, data));
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
