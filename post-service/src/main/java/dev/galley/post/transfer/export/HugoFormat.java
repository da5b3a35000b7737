package dev.galley.post.transfer.export;

import dev.galley.event.OldAddresses;
import dev.galley.event.TagAddress;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.engine.HugoPath;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.transfer.archive.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that Hugo builds as it is, at the same addresses. Markdown of GitHub's stays what it is;
 * of all else, and of Markdown that Hugo would take for its own tags, it gets the HTML that readers
 * see.
 */
public final class HugoFormat implements ExportFormat {

  /** Hugo's shortcodes, which it also looks for in code. */
  private static final List<String> SHORTCODES = List.of("{{<", "{{%");

  private static final List<String> LAYOUTS =
      List.of(
          "layouts/404.html",
          "layouts/_default/baseof.html",
          "layouts/_default/list.atom.xml",
          "layouts/_default/list.html",
          "layouts/_default/single.html",
          "layouts/index.html",
          "layouts/partials/author.html");

  private static final String FRONT_PAGE = "start";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SiteProperties site;
  private final Rendering rendering;
  private final Spool spool;
  private final SortedMap<String, String> authors = new TreeMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();

  /**
   * @param spool where posts wait
   */
  public HugoFormat(SiteProperties site, Rendering rendering, Spool spool) {
    this.site = site;
    this.rendering = rendering;
    this.spool = spool;
  }

  @Override
  public void add(Post post, byte @Nullable [] source) {
    LeavingPost leaving = LeavingPost.of(post);
    Content content = leaving.content();
    String body = markdown(leaving);
    String ending = body == null ? ".html" : ".md";
    if (body == null) {
      body = html(leaving);
    }
    String text = frontMatter(leaving) + "\n" + body + "\n";
    spool.add(path(leaving) + ending, text.getBytes(StandardCharsets.UTF_8));
    leaving.nameAuthors(authors);
    if (!leaving.draft()) {
      content.tags().forEach(tag -> tags.put(TagAddress.of(tag), HugoPath.keepingCase(tag)));
    }
  }

  private static @Nullable String markdown(LeavingPost leaving) {
    String body = leaving.content().body();
    return leaving.isMarkdown() && SHORTCODES.stream().noneMatch(body::contains) ? body : null;
  }

  private String html(LeavingPost leaving) {
    String html = leaving.html(rendering);
    for (String shortcode : SHORTCODES) {
      html = html.replace(shortcode, "&#123;&#123;" + shortcode.charAt(2));
    }
    return html;
  }

  private static String path(LeavingPost leaving) {
    if (isFront(leaving)) {
      return "content/_index";
    }
    // To Hugo an index is the whole of its folder.
    String slug = leaving.content().slug().replaceFirst("^index$", "index_");
    // What is in no folder is a page, also to those who read Hugo's sites.
    return isPage(leaving) ? "content/" + slug : "content/archive/" + slug;
  }

  private static boolean isFront(LeavingPost leaving) {
    return leaving.content().slug().equals(FRONT_PAGE) && !leaving.draft();
  }

  private static boolean isPage(LeavingPost leaving) {
    return leaving.content().kind().equals(ManuscriptReader.PAGE);
  }

  private static String frontMatter(LeavingPost leaving) {
    Content content = leaving.content();
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("title", content.title());
    said.put("date", leaving.createdAt());
    said.put("lastmod", leaving.updatedAt());
    said.put("draft", leaving.draft());
    said.put("type", content.kind());
    said.put("slug", content.slug());
    said.put("url", isFront(leaving) ? "/" : "/" + content.slug());
    said.put("aliases", aliases(leaving));
    said.put("tags", content.tags());
    said.put("authors", content.authors());
    said.put("summary", content.summary());
    said.put("description", content.summary());
    said.put("canonical_url", Objects.toString(content.canonicalUrl(), null));
    said.put("entry_id", leaving.post().entryId());
    // In a map of its own: on top a name could mean something to Hugo.
    said.put("metadata", leaving.post().working().metadata());
    StringBuilder yaml = new StringBuilder("---\n");
    said.forEach(
        (name, value) -> {
          if (value != null && !List.of().equals(value) && !Map.of().equals(value)) {
            yaml.append(name).append(": ").append(yaml(value)).append('\n');
          }
        });
    return yaml.append("---\n").toString();
  }

  private static List<String> aliases(LeavingPost leaving) {
    Stream<String> former =
        Stream.concat(
                leaving.post().formerSlugs().stream(),
                Stream.of(FRONT_PAGE).filter(slug -> isFront(leaving)))
            .map(slug -> "/" + slug);
    Object said = leaving.content().metadata().get(OldAddresses.KEY);
    Stream<?> old = said instanceof List<?> list ? list.stream() : Stream.ofNullable(said);
    return Stream.concat(former, old.map(String::valueOf))
        .filter(address -> address.startsWith("/") && !address.startsWith("//"))
        .filter(address -> !OldAddresses.key(address).isEmpty())
        .distinct()
        .limit(OldAddresses.MAX)
        .toList();
  }

  /** JSON is YAML that no reader of YAML takes for anything else. */
  private static String yaml(Object value) {
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
    StringBuilder printable = new StringBuilder();
    for (char c : JSON.writeValueAsString(value).toCharArray()) {
      // YAML 1.2, 5.1: these may stand nowhere as they are.
      boolean written =
          c < 0x7f || (c >= 0xa0 && c != 0xfeff && c < 0xfffe && c != 0x2028 && c != 0x2029);
      printable.append(written ? c : "\\u%04x".formatted((int) c));
    }
    return printable.toString();
  }

  @Override
  public String folderOfImages() {
    return "static/";
  }

  /** Hugo publishes nothing of it by itself. */
  @Override
  public String folderOfUnseenImages() {
    return "assets/";
  }

  @Override
  public void writeTo(Files files) throws IOException {
    for (String name : spool.names()) {
      files.begin(name).write(spool.read(name));
    }
    write(files, "data/authors.json", JSON.writeValueAsString(authors) + "\n");
    write(files, "hugo.toml", configuration());
    for (String layout : LAYOUTS) {
      files.begin(layout).write(resource(layout));
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (!tag.getKey().equals(tag.getValue()) && !tag.getValue().isEmpty()) {
        write(
            files,
            "static/tags/" + tag.getKey() + "/index.html",
            moved("/tags/" + tag.getValue() + "/"));
      }
    }
  }

  private static void write(Files files, String path, String text) throws IOException {
    files.begin(path).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String moved(String path) {
    String to = HtmlUtils.htmlEscape(UriUtils.encodePath(path, StandardCharsets.UTF_8));
    return """
        <!DOCTYPE html>
        <meta charset="utf-8">
        <meta http-equiv="refresh" content="0; url=%s">
        <link rel="canonical" href="%s">
        <a href="%s">Moved</a>
        """
        .formatted(to, to, to);
  }

  private String configuration() throws IOException {
    String template = new String(resource("hugo.toml"), StandardCharsets.UTF_8);
    // A basic string of TOML is one of JSON.
    return template
        .replace("@url@", JSON.writeValueAsString(site.url() + "/"))
        .replace("@language@", JSON.writeValueAsString(site.language()))
        .replace("@title@", JSON.writeValueAsString(site.title()));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = HugoFormat.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
