package dev.galley.post.transfer.export;

import dev.galley.event.Author;
import dev.galley.event.OldAddresses;
import dev.galley.event.TagAddress;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.transfer.archive.Spool;
import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Ghost imports (its version 5 and newer): one JSON file and {@code content/images}. Markdown
 * of GitHub's becomes a card of Markdown, all else a card of HTML, both as Lexical has them; what
 * Ghost has no room for is cut to what it takes.
 */
public final class GhostFormat implements ExportFormat {

  // Ghost's schema.js.
  private static final int MAX_TITLE = 255;
  private static final int MAX_NAME = 191;
  private static final int MAX_EXCERPT = 300;

  private static final String SITE = "site";
  private static final String ROLE = id("role", "Author");

  /** Where an address begins in Markdown or in HTML. */
  private static final Pattern PICTURE = Pattern.compile("(?<=[(\"'<,:=]|[,:] )/images/");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final SiteProperties site;
  private final Rendering rendering;
  private final Spool spool;
  private final SortedMap<String, String> authors = new TreeMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();
  private final SortedMap<String, List<String>> authorsOfPosts = new TreeMap<>();
  private final SortedMap<String, List<String>> tagsOfPosts = new TreeMap<>();
  private final SortedMap<String, String> redirects = new TreeMap<>();
  private Instant newest = Instant.EPOCH;

  /**
   * @param spool where posts wait
   */
  public GhostFormat(SiteProperties site, Rendering rendering, Spool spool) {
    this.site = site;
    this.rendering = rendering;
    this.spool = spool;
  }

  @Override
  public void add(Post post, byte @Nullable [] source) {
    LeavingPost leaving = LeavingPost.of(post);
    String slug = leaving.content().slug();
    spool.add(slug, JSON.writeValueAsBytes(row(leaving)));
    newest = post.updatedAt().isAfter(newest) ? post.updatedAt() : newest;
    List<String> by = leaving.authors().stream().map(Author::slug).toList();
    if (by.isEmpty()) {
      // As in the feeds the site stands in where nobody is named; Ghost needs somebody.
      authors.putIfAbsent(SITE, site.title());
    }
    leaving.nameAuthors(authors);
    authorsOfPosts.put(slug, by.isEmpty() ? List.of(SITE) : by);
    Map<String, String> earlier = new HashMap<>();
    TagSlugs.in(leaving.content().metadata()).forEach((of, tag) -> earlier.putIfAbsent(tag, of));
    List<String> of = new ArrayList<>();
    for (String tag : leaving.content().tags()) {
      String plain = TagAddress.plain(tag).replaceAll("^-|-$", "");
      String address = earlier.getOrDefault(tag, plain.isEmpty() ? "tag" : plain);
      tags.merge(address, tag, (one, other) -> one.compareTo(other) <= 0 ? one : other);
      of.add(address);
    }
    tagsOfPosts.put(slug, of.stream().distinct().toList());
    if (!leaving.draft()) {
      Stream.concat(
              post.formerSlugs().stream(), OldAddresses.in(leaving.content().metadata()).stream())
          .forEach(former -> redirects.put(former, slug));
    }
  }

  private Map<String, @Nullable Object> row(LeavingPost leaving) {
    Content content = leaving.content();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", id("post", content.slug()));
    row.put("uuid", leaving.post().id());
    row.put("title", cut(content.title(), MAX_TITLE));
    row.put("slug", content.slug());
    row.put("lexical", JSON.writeValueAsString(document(leaving)));
    row.put("type", content.kind().equals(ManuscriptReader.PAGE) ? "page" : "post");
    row.put("status", leaving.draft() ? "draft" : "published");
    row.put("visibility", "public");
    row.put("featured", 0);
    row.put("created_at", time(leaving.createdAt()));
    row.put("updated_at", time(leaving.updatedAt()));
    row.put("published_at", leaving.draft() ? null : time(leaving.createdAt()));
    row.put(
        "custom_excerpt", content.summary() == null ? null : cut(content.summary(), MAX_EXCERPT));
    row.put("canonical_url", Objects.toString(content.canonicalUrl(), null));
    return row;
  }

  private Map<String, Object> document(LeavingPost leaving) {
    Content content = leaving.content();
    Map<String, Object> card =
        leaving.isMarkdown()
            ? card("markdown", content.body())
            : card("html", leaving.html(rendering));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("children", List.of(card));
    root.put("direction", "ltr");
    root.put("format", "");
    root.put("indent", 0);
    root.put("type", "root");
    root.put("version", 1);
    return Map.of("root", root);
  }

  private static Map<String, Object> card(String type, String text) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("type", type);
    card.put("version", 1);
    card.put(type, PICTURE.matcher(text).replaceAll("__GHOST_URL__/content/images/"));
    return card;
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  private static String time(OffsetDateTime time) {
    return time.toInstant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** As many hexadecimal digits as Ghost's ids have, the same each time. */
  private static String id(String kind, String name) {
    byte[] digest = Sha256.of(kind + "/" + name);
    return HexFormat.of().formatHex(digest, 0, 12);
  }

  @Override
  public String folderOfImages() {
    return "content/";
  }

  /** Ghost shows everybody all that there is. */
  @Override
  public @Nullable String folderOfUnseenImages() {
    return null;
  }

  @Override
  public void writeTo(Files files) throws IOException {
    OutputStream out = files.begin("galley.ghost.json");
    text(out, "{\"db\":[{\"meta\":");
    text(out, JSON.writeValueAsString(meta()));
    text(out, ",\"data\":{\"posts\":[");
    String comma = "";
    for (String slug : spool.names()) {
      text(out, comma + "\n");
      out.write(spool.read(slug));
      comma = ",";
    }
    text(out, "]");
    table(out, "tags", tags.entrySet().stream().map(GhostFormat::tag));
    table(out, "posts_tags", relations(tagsOfPosts, "tag"));
    table(out, "users", authors.entrySet().stream().map(GhostFormat::user));
    table(out, "posts_authors", relations(authorsOfPosts, "author"));
    table(out, "roles", Stream.of(Map.of("id", ROLE, "name", "Author")));
    table(out, "roles_users", authors.keySet().stream().map(GhostFormat::role));
    text(out, "}}]}\n");
    // To be uploaded by itself; Ghost's import of content leaves it alone.
    files.begin("redirects.yaml").write(redirects().getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> meta() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("exported_on", newest.toEpochMilli());
    meta.put("version", "5.130.0");
    return meta;
  }

  private static void table(OutputStream out, String name, Stream<?> rows) throws IOException {
    text(out, ",\n\"" + name + "\":[");
    String comma = "";
    for (Object row : rows.toList()) {
      text(out, comma + "\n" + JSON.writeValueAsString(row));
      comma = ",";
    }
    text(out, "]");
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> tag(Map.Entry<String, String> tag) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id("tag", tag.getKey()));
    // Ghost takes a number sign at the beginning for a tag that readers do not see, and no commas.
    row.put("name", cut(tag.getValue().replace(',', ' ').replaceFirst("^#+", ""), MAX_NAME));
    row.put("slug", tag.getKey());
    row.put("visibility", "public");
    return row;
  }

  private static Map<String, Object> user(Map.Entry<String, String> author) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id("author", author.getKey()));
    row.put("name", cut(author.getValue(), MAX_NAME));
    row.put("slug", author.getKey());
    // RFC 2606: nobody's, since Ghost takes no author without one.
    row.put("email", author.getKey().toLowerCase(Locale.ROOT) + "@authors.invalid");
    row.put("status", "locked");
    return row;
  }

  private static Map<String, Object> role(String author) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id("role of", author));
    row.put("role_id", ROLE);
    row.put("user_id", id("author", author));
    return row;
  }

  private static Stream<Map<String, Object>> relations(
      SortedMap<String, List<String>> of, String kind) {
    return of.entrySet().stream()
        .flatMap(
            post -> {
              List<Map<String, Object>> rows = new ArrayList<>();
              for (String name : post.getValue()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", id("post of " + kind, post.getKey() + "/" + name));
                row.put("post_id", id("post", post.getKey()));
                row.put(kind + "_id", id(kind, name));
                row.put("sort_order", rows.size());
                rows.add(row);
              }
              return rows.stream();
            });
  }

  /** Keys of Ghost's redirects are regular expressions. */
  private String redirects() {
    StringBuilder yaml = new StringBuilder("301:\n");
    redirects.forEach(
        (from, to) ->
            yaml.append("  ")
                .append(JSON.writeValueAsString(expression(from)))
                .append(": ")
                .append(JSON.writeValueAsString("/" + to + "/"))
                .append('\n'));
    return redirects.isEmpty() ? "301: {}\n" : yaml.toString();
  }

  /** They are compared with what browsers send. */
  private static String expression(String path) {
    return "/^\\/"
        + escaped(UriUtils.encodePath(path, StandardCharsets.UTF_8))
        + "(\\.html?)?\\/?$/i";
  }

  private static String escaped(String path) {
    return path.replaceAll("[\\\\^$.|?*+()\\[\\]{}/]", "\\\\$0");
  }
}
