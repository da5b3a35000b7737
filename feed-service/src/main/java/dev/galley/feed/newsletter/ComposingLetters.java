package dev.galley.feed.newsletter;

import static dev.galley.feed.mail.Bodies.escaped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.event.Author;
import dev.galley.event.Update;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Announcement.Content;
import dev.galley.feed.entry.AbsoluteLinks;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Body;
import dev.galley.feed.mail.Letter;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.subscriber.Links;
import dev.galley.feed.subscriber.Subscriber;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers read. A body is made once for all who get the same; a reader's links replace
 * placeholders in it. Thread-safe.
 */
final class ComposingLetters {

  /**
   * Who knew a placeholder could have readers' own links sent elsewhere, by a picture in a post.
   */
  private static final String SECRET = UUID.randomUUID() + ".galley.invalid/";

  private static final String SETTINGS = "https://settings." + SECRET;
  private static final String END = "https://end." + SECRET;

  /** What is erased meanwhile must not go on being sent. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int MAX_ITEMS = 50;
  private static final int MAX_SUMMARY_CHARS = 600;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  private final Bodies bodies;
  private final WritingMails writing;
  private final Links links;
  private final SiteProperties site;
  private final int maxChars;
  private final Cache<String, Body> remembered =
      Caffeine.newBuilder().maximumSize(50).expireAfterWrite(REMEMBERED).build();

  ComposingLetters(
      Bodies bodies, WritingMails writing, Links links, SiteProperties site, int maxChars) {
    this.bodies = bodies;
    this.writing = writing;
    this.links = links;
    this.site = site;
    this.maxChars = maxChars;
  }

  /** A post for somebody who takes them at once. */
  Letter publication(Announcement announcement, Content content, Subscriber to) {
    String subject =
        content.update() == Update.FIRST ? content.title() : "Updated: " + content.title();
    return letter(announcement.id(), subject, to, () -> post(content));
  }

  /** What was wrong with a post that was sent. */
  Letter correction(Announcement announcement, Content content, Subscriber to) {
    String subject = "Correction: " + content.title();
    return letter(
        announcement.id(),
        subject,
        to,
        () ->
            "<h1>"
                + escaped(subject)
                + "</h1>"
                + String.valueOf(content.reason())
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> "<p>" + escaped(line) + "</p>")
                    .collect(Collectors.joining()));
  }

  /**
   * What was announced in some time.
   *
   * @param contents oldest first, not empty
   */
  Letter digest(Announcement announcement, List<Announcement> contents, Subscriber to) {
    String title = title(contents.get(0));
    int others = contents.size() - 1;
    String subject = site.title() + ": " + title + (others == 0 ? "" : " and " + others + " more");
    String key =
        announcement.id()
            + contents.stream().map(Announcement::id).collect(Collectors.joining(" ", " ", ""));
    return letter(key, announcement.id(), subject, to, () -> list(contents));
  }

  private Letter letter(String id, String subject, Subscriber to, Supplier<String> fragment) {
    return letter(id, id, subject, to, fragment);
  }

  private Letter letter(
      String key, String id, String subject, Subscriber to, Supplier<String> fragment) {
    Body body =
        Objects.requireNonNull(
            remembered.get(key, any -> bodies.of(subject, fragment.get(), foot())));
    String end = links.end(to.id()).toString();
    String code = links.report(to.id());
    return new Letter(
        name(id, code),
        to.address(),
        code,
        subject,
        body.with(SETTINGS, links.settings(to.id()).toString()).with(END, end),
        Map.of(
            // RFC 2369 and RFC 8058: one POST to it ends the subscription.
            "List-Unsubscribe",
            "<" + end + ">",
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click",
            // RFC 2919
            "List-Id",
            "<posts." + writing.domain() + ">",
            "Precedence",
            "bulk"));
  }

  /** Names the announcement and, by a code, the subscriber whom a report is about. */
  static String name(String announcementId, String code) {
    return announcementId.replaceAll("[^A-Za-z0-9-]", ".") + "." + code;
  }

  /** The same for a reader who is no subscriber, to see how it looks. */
  Body sample(Content content) {
    String form = site.at("/subscribe").toString();
    return bodies.of(content.title(), post(content), foot()).with(SETTINGS, form).with(END, form);
  }

  private static String foot() {
    return "<p>You get this because you subscribed. "
        + Bodies.link(SETTINGS, "Change what you get")
        + " or "
        + Bodies.link(END, "unsubscribe")
        + ".</p>";
  }

  private String post(Content content) {
    String html = content.html();
    String body =
        html == null || html.length() > maxChars
            ? beginning(content)
            : withoutTitle(AbsoluteLinks.in(html, content.url()), content.title());
    return "<h1>"
        + Bodies.link(content.url().toString(), content.title())
        + "</h1>"
        + byline(content)
        + changeNote(content)
        + body;
  }

  /** A text that begins with its title would have it twice, here as on its page. */
  private static String withoutTitle(String html, String title) {
    Document content = Jsoup.parseBodyFragment(html);
    content.outputSettings().prettyPrint(false);
    Element first = content.body().firstElementChild();
    if (first == null
        || !first.tagName().matches("h[1-6]")
        || !first.text().equalsIgnoreCase(title.strip())) {
      return html;
    }
    first.remove();
    return content.body().html();
  }

  private static String beginning(Content content) {
    return "<p>"
        + escaped(summary(content))
        + "</p>"
        + Bodies.button(content.url().toString(), "Read it on the site");
  }

  private static String byline(Content content) {
    String authors = content.authors().stream().map(Author::name).collect(Collectors.joining(", "));
    String date = content.publishedAt() == null ? "" : DATE.format(content.publishedAt());
    String line = authors.isEmpty() ? date : date.isEmpty() ? authors : authors + ", " + date;
    return line.isEmpty() ? "" : "<p><small>" + escaped(line) + "</small></p>";
  }

  private static String changeNote(Content content) {
    String note = content.changeNote();
    return content.update() == Update.FIRST || note == null || note.isBlank()
        ? ""
        : "<p><strong>What changed:</strong> " + escaped(note) + "</p>";
  }

  private String list(List<Announcement> contents) {
    StringBuilder list = new StringBuilder("<h1>New on " + escaped(site.title()) + "</h1>");
    contents.stream()
        .limit(MAX_ITEMS)
        .map(Announcement::content)
        .filter(Objects::nonNull)
        .forEach(
            content ->
                list.append("<h2>")
                    .append(Bodies.link(content.url().toString(), content.title()))
                    .append("</h2>")
                    .append(byline(content))
                    .append(changeNote(content))
                    .append("<p>")
                    .append(escaped(summary(content)))
                    .append("</p>"));
    if (contents.size() > MAX_ITEMS) {
      list.append("<p>And more: ")
          .append(Bodies.link(site.at("/archive").toString(), "the archive"))
          .append("</p>");
    }
    return list.toString();
  }

  private static String title(Announcement announcement) {
    @Nullable Content content = announcement.content();
    return content == null ? "" : content.title();
  }

  private static String summary(Content content) {
    String text = content.summary() == null ? content.excerpt() : content.summary();
    String shown = text == null ? "" : text.strip();
    return shown.length() <= MAX_SUMMARY_CHARS
        ? shown
        : shown.substring(0, MAX_SUMMARY_CHARS) + "…";
  }
}
