package dev.galley.post.transfer.wordpress;

import dev.galley.event.TagSlugs;
import dev.galley.post.content.Slugs;
import dev.galley.post.engine.WrittenAuthor;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ManuscriptWriter;
import dev.galley.post.snip.WrittenManuscript;
import dev.galley.post.transfer.markup.HtmlToMarkdown.Converted;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entry that is a post, on its way to become a file with front matter. */
final class WordPressPost {

  private static final String PAGE = "page";
  private static final Set<String> ORDINARY = Set.of("post", PAGE);

  /** Kept as posts by WordPress and its plugins, and no text for readers. */
  private static final Set<String> OF_THE_SYSTEM =
      Set.of(
          "attachment",
          "revision",
          "nav_menu_item",
          "custom_css",
          "customize_changeset",
          "oembed_cache",
          "user_request",
          "feedback",
          "wpcf7_contact_form",
          "acf-field",
          "acf-field-group",
          "shop_order");

  private static final Set<String> STATES_LEFT_OUT = Set.of("trash", "auto-draft", "inherit");
  private static final Set<String> STATES_OF_DRAFTS =
      Set.of("draft", "pending", "private", "future");
  private static final Set<String> TERMS = Set.of("category", "post_tag", "tag");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** Of Yoast, Rank Math, All in One SEO and SEOPress. */
  private static final List<String> DESCRIPTIONS =
      List.of(
          "_yoast_wpseo_metadesc",
          "rank_math_description",
          "_aioseo_description",
          "_seopress_titles_desc");

  private static final Pattern PATTERN = Pattern.compile("%\\w+%|#\\w+_\\w+");

  private static final Pattern NEXT_PAGE = Pattern.compile("<!--nextpage-->");
  private static final int MAX_CUSTOM_CHARS = 10_000;
  private static final int MAX_NAME_CHARS = 60;

  private final Item item;
  private final Library library;
  private final Text text;
  private final List<String> remarks = new ArrayList<>();

  WordPressPost(Item item, Library library) {
    this.item = item;
    this.library = library;
    this.text = new Text(library);
  }

  static boolean isPost(Item item) {
    return !OF_THE_SYSTEM.contains(item.type())
        && !item.type().startsWith("wp_")
        && !STATES_LEFT_OUT.contains(item.status());
  }

  /** What an entry is that does not become a post, for people. */
  static String leftOut(Item item) {
    return OF_THE_SYSTEM.contains(item.type()) || item.type().startsWith("wp_")
        ? item.type()
        : item.status();
  }

  /** What its author should know, once it is written. */
  List<String> remarks() {
    return remarks;
  }

  /** The post as a file. */
  WrittenManuscript written() {
    Converted converted = text.of(item);
    remarks.addAll(text.unknown());
    if (!item.meta("_thumbnail_id").isEmpty()
        && library.attachment(item.meta("_thumbnail_id")).isEmpty()) {
      remarks.add("its featured image is not in this export: import all parts of it in one zip");
    }
    String folder =
        item.type().equals("post") ? "posts" : item.type().equals(PAGE) ? "pages" : "others";
    String name = Slugs.fromTitle(slug());
    String path =
        "wordpress/%s/%s-%s%s"
            .formatted(
                folder,
                item.id().replaceAll("\\D", ""),
                name.substring(0, Math.min(name.length(), MAX_NAME_CHARS)),
                converted.format().equals("html") ? ".html" : ".md");
    return ManuscriptWriter.write(path, metadata(), converted.body());
  }

  private String slug() {
    String slug = slug(item);
    return library.isAnothers(slug, item) ? slug + "-" + item.id() : slug;
  }

  /** What an entry is called, or would be by its title; drafts may have no name, and one title. */
  static String slug(Item item) {
    String name = name(item);
    if (!name.isEmpty()) {
      return name;
    }
    String title = Library.plain(item.field("title"));
    return title.isEmpty() ? "post-" + item.id() : Slugs.fromTitle(title);
  }

  /** Empty for what was never published. */
  static String name(Item item) {
    return decoded(item.field("post_name")).strip();
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    put(metadata, "title", Library.plain(item.field("title")));
    metadata.put("slug", slug());
    OffsetDateTime date = date("post_date");
    OffsetDateTime modified = date("post_modified");
    put(metadata, "date", date == null ? "" : date.toString());
    if (date == null) {
      remarks.add("its date is missing or is none: it has none of its own here");
    }
    if (modified != null && date != null && modified.isAfter(date)) {
      metadata.put("updated", modified.toString());
    }
    if (item.type().equals(PAGE)) {
      metadata.put("type", ManuscriptReader.PAGE);
    } else if (!ORDINARY.contains(item.type())) {
      put(metadata, "kind", item.type().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    restrict(metadata);
    metadata.put("url", library.path(item).orElse("/" + slug() + "/"));
    put(
        metadata,
        "aliases",
        Stream.concat(item.all("_wp_old_slug").map(this::former), pages()).limit(20).toList());
    put(metadata, "authors", authors());
    put(metadata, "categories", terms("category"));
    put(
        metadata,
        "tags",
        Stream.concat(terms("post_tag").stream(), terms("tag").stream()).distinct().toList());
    put(metadata, TagSlugs.KEY, tagSlugs());
    put(metadata, "summary", summary());
    if (item.field("is_sticky").equals("1")) {
      metadata.put("sticky", true);
    }
    custom(metadata);
    put(
        metadata,
        Library.ATTACHMENTS,
        text.shown().stream().map(one -> one.written(library.host())).toList());
    metadata.put("wordpress_id", item.id());
    return metadata;
  }

  /** Where there is no excerpt, what search engines were told, unless it is a pattern. */
  private String summary() {
    return Stream.concat(
            Stream.of(item.field("excerpt")),
            DESCRIPTIONS.stream().map(item::meta).filter(text -> !PATTERN.matcher(text).find()))
        .map(Library::plain)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void restrict(Map<String, Object> metadata) {
    if (!item.status().equals("publish")) {
      // A site's own state may have the name of one that is public elsewhere.
      boolean isKnown = STATES_OF_DRAFTS.contains(item.status());
      metadata.put("status", isKnown ? item.status() : "unknown (" + item.status() + ")");
    }
    // The password itself is nobody's business here.
    if (!item.field(Item.PASSWORD).isEmpty()) {
      metadata.put("protected", "with a password");
    }
    Membership.of(item.meta())
        .ifPresent(field -> metadata.put("restricted", "by its field " + field));
    if (!ORDINARY.contains(item.type())) {
      metadata.put(
          "hidden",
          "it is of the type " + item.type() + ", of which the site had pages of its own");
    }
    if (!text.unknown().isEmpty()) {
      metadata.put("draft", "it holds tags or blocks that have no meaning here");
    }
  }

  private String former(String slug) {
    String path = library.path(item).orElse("/" + slug + "/");
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return path.substring(0, path.lastIndexOf('/', end - 1) + 1)
        + decoded(slug)
        + path.substring(end);
  }

  /** A text in several pages is one here. */
  private Stream<String> pages() {
    String first = library.path(item).map(path -> path.replaceFirst("/?$", "/")).orElse("");
    long parts = NEXT_PAGE.matcher(item.field("content")).results().count();
    return LongStream.rangeClosed(2, first.isEmpty() ? 1 : parts + 1)
        .mapToObj(page -> first + page + "/");
  }

  private List<Object> authors() {
    List<Object> several =
        item.terms().stream()
            .filter(term -> term.domain().equals("author"))
            .map(term -> author(term.name()))
            .toList();
    String creator = item.field("creator").strip();
    return !several.isEmpty() ? several : creator.isEmpty() ? List.of() : List.of(author(creator));
  }

  /** WordPress makes the address of an author's list of the login. */
  private Object author(String login) {
    // As its sanitize_title does, which drops what fromTitle parts words by.
    String name = login.strip().replaceAll("[^\\p{L}\\p{N}\\p{M}\\s._-]", "");
    return WrittenAuthor.of(library.name(login), Slugs.fromTitle(name));
  }

  private List<String> terms(String domain) {
    return item.terms().stream()
        .filter(term -> term.domain().equals(domain))
        .map(WordPressPost::name)
        .distinct()
        .toList();
  }

  private static String name(Item.Term term) {
    String name = Library.plain(term.name());
    return name.isEmpty() ? term.nicename() : name;
  }

  private Map<String, Object> tagSlugs() {
    Map<String, Object> slugs = new LinkedHashMap<>();
    item.terms().stream()
        .filter(term -> TERMS.contains(term.domain()))
        .forEach(term -> TagSlugs.note(slugs, term.nicename(), name(term)));
    return slugs;
  }

  /** What only the site itself had: its own ways to file posts, its own fields. */
  private void custom(Map<String, Object> metadata) {
    Map<String, Object> filed = new TreeMap<>();
    item.terms().stream()
        .map(Item.Term::domain)
        .filter(domain -> !TERMS.contains(domain) && !domain.equals("author"))
        .forEach(domain -> filed.put(domain, terms(domain)));
    put(metadata, "wordpress_terms", filed);
    Map<String, Object> fields = new TreeMap<>(item.shownMeta());
    if (fields.toString().length() <= MAX_CUSTOM_CHARS) {
      put(metadata, "wordpress_fields", fields);
    } else {
      remarks.add("its custom fields were left out: they are larger than a post");
    }
  }

  /** In the zone of the site, which is what lies between the two times that an export names. */
  private @Nullable OffsetDateTime date(String name) {
    LocalDateTime local = time(item.field(name)).orElse(null);
    LocalDateTime utc = time(item.field(name + "_gmt")).orElse(null);
    if (utc == null || local == null) {
      LocalDateTime only = utc == null ? local : utc;
      return only == null ? null : only.atOffset(ZoneOffset.UTC);
    }
    long seconds = Duration.between(utc, local).toSeconds();
    boolean isZone = Math.abs(seconds) <= 14 * 3600 && seconds % 900 == 0;
    return isZone
        ? local.atOffset(ZoneOffset.ofTotalSeconds((int) seconds))
        : utc.atOffset(ZoneOffset.UTC);
  }

  /** Nothing for the zeros that stand for no time at all. */
  private static Optional<LocalDateTime> time(String text) {
    try {
      return text.startsWith("0000")
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(text.strip(), TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void put(Map<String, Object> metadata, String name, Object value) {
    boolean isEmpty =
        value instanceof String text
            ? text.isEmpty()
            : value instanceof List<?> list
                ? list.isEmpty()
                : value instanceof Map<?, ?> map && map.isEmpty();
    if (!isEmpty) {
      metadata.put(name, value);
    }
  }
}
