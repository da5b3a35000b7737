package dev.galley.post.transfer.ghost;

import dev.galley.event.TagSlugs;
import dev.galley.post.content.Slugs;
import dev.galley.post.engine.WrittenAuthor;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ManuscriptWriter;
import dev.galley.post.snip.WrittenManuscript;
import dev.galley.post.transfer.ghost.Relations.Named;
import dev.galley.post.transfer.markup.HtmlToMarkdown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of Ghost's posts, on its way to become a file with front matter. */
final class GhostPost {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(300)
                          .maxStringLength(Body.MAX_CHARS)
                          .build())
                  .build())
          .build();

  /** Where Ghost's script shows its own forms. */
  private static final String PORTAL = "#/portal/";

  private static final String PLACEHOLDER = "__GHOST_URL__";
  private static final Set<String> YES = Set.of("1", "true");
  private static final int PATH_ID_CHARS = 6;

  /** How much of a program is worth to be kept with the post that it was for. */
  private static final int MAX_CODE_CHARS = 10_000;

  /** What is kept as it is, for whoever looks for it. */
  private static final List<String> KEPT =
      List.of(
          "custom_template",
          "meta_title",
          "og_title",
          "og_description",
          "twitter_title",
          "twitter_description");

  private final Map<String, String> row;
  private final Map<String, String> meta;
  private final Relations relations;
  private final Routes routes;
  private final List<String> remarks = new ArrayList<>();

  GhostPost(Map<String, String> row, Relations relations, Routes routes) {
    this.row = row;
    this.relations = relations;
    this.routes = routes;
    this.meta = relations.meta(row.getOrDefault("id", ""));
  }

  /** What its author should know, once it is written. */
  List<String> remarks() {
    return remarks;
  }

  /** The post as a file. */
  WrittenManuscript written() {
    Body body = body();
    HtmlToMarkdown.Converted converted = body.written();
    remarks.addAll(body.remarks());
    String extension = converted.format().equals("html") ? ".html" : ".md";
    // With a part of its id: another site may have a post of this name.
    String path =
        "ghost/%s/%s.%s%s".formatted(isPage() ? "pages" : "posts", fileName(), pathId(), extension);
    return ManuscriptWriter.write(path, metadata(body), printable(converted.body()));
  }

  private String fileName() {
    String slug = slug();
    return Slugs.isWellFormed(slug) ? slug : Slugs.fromTitle(slug);
  }

  private String pathId() {
    String id = value("id").replaceAll("[^A-Za-z0-9]", "");
    return id.length() <= PATH_ID_CHARS ? id : id.substring(id.length() - PATH_ID_CHARS);
  }

  private String slug() {
    return value("slug").isBlank() ? Slugs.fromTitle(value("title")) : value("slug").strip();
  }

  private boolean isPage() {
    return value("type").equals("page") || YES.contains(value("page"));
  }

  /** A value of the post, which newer versions keep elsewhere. */
  private String value(String name) {
    return placed(row.getOrDefault(name, meta.getOrDefault(name, "")));
  }

  /** Addresses of the site itself, which an export does not name. */
  private static String placed(String text) {
    return text.contains(PLACEHOLDER)
        ? text.replace(PLACEHOLDER + "/", "/").replace(PLACEHOLDER, "/")
        : text;
  }

  private Map<String, Object> metadata(Body body) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    List<Named> tags = relations.tags(value("id"));
    List<Named> authors = relations.authors(row);
    OffsetDateTime date = date("published_at");
    OffsetDateTime created = date == null ? date("created_at") : date;
    metadata.put("title", value("title"));
    metadata.put("slug", slug());
    put(metadata, "date", created);
    put(metadata, "updated", date("updated_at"));
    if (isPage()) {
      metadata.put("type", ManuscriptReader.PAGE);
    }
    restrict(metadata, body);
    if (relations.isPrivate()) {
      metadata.put("private", "all of the site, by its settings");
    }
    String address =
        routes.address(
            new Routes.Facts(
                value("id"),
                slug(),
                isPage(),
                YES.contains(value("featured")),
                created,
                slugs(tags),
                slugs(authors)));
    metadata.put("url", address);
    put(metadata, "aliases", routes.aliases(address));
    put(
        metadata,
        "authors",
        authors.stream().map(one -> WrittenAuthor.of(one.name(), one.slug())).distinct().toList());
    put(metadata, "tags", names(tags, false));
    put(metadata, "internal_tags", names(tags, true));
    put(metadata, TagSlugs.KEY, tagSlugs(tags));
    String excerpt = value("custom_excerpt");
    put(metadata, "summary", excerpt.isBlank() ? value("meta_description") : excerpt);
    // An address of the same site leads nowhere else.
    put(
        metadata,
        "canonical_url",
        value("canonical_url").startsWith("/") ? "" : value("canonical_url"));
    if (YES.contains(value("featured"))) {
      metadata.put("featured", true);
    }
    KEPT.forEach(name -> put(metadata, name, value(name)));
    code(metadata, "codeinjection_head");
    code(metadata, "codeinjection_foot");
    return metadata;
  }

  /** What keeps the post from readers, by names that say so in any file. */
  private void restrict(Map<String, Object> metadata, Body body) {
    String status = value("status").isBlank() ? "draft" : value("status");
    if (status.equals("sent") || YES.contains(value("email_only"))) {
      metadata.put("status", "sent, as a newsletter only");
    } else if (!status.equals("published")) {
      metadata.put("status", status);
    }
    String visibility = value("visibility");
    if (!visibility.isBlank() && !visibility.equals("public")) {
      metadata.put("visibility", visibility);
    }
    if (body.isPaywalled()) {
      metadata.put("protected", "what is behind its paywall");
    }
    if (!body.unknown().isEmpty()) {
      metadata.put("hidden", "cards without a meaning here: " + String.join(", ", body.unknown()));
    }
  }

  private static List<String> slugs(List<Named> named) {
    return named.stream().filter(one -> !one.isInternal()).map(Named::slug).toList();
  }

  private static Map<String, Object> tagSlugs(List<Named> tags) {
    Map<String, Object> slugs = new LinkedHashMap<>();
    tags.stream()
        .filter(tag -> !tag.isInternal())
        .forEach(tag -> TagSlugs.note(slugs, tag.slug(), tag.name()));
    return slugs;
  }

  private static List<String> names(List<Named> tags, boolean isInternal) {
    return tags.stream().filter(tag -> tag.isInternal() == isInternal).map(Named::name).toList();
  }

  private static void put(Map<String, Object> metadata, String name, @Nullable Object value) {
    boolean isEmpty =
        value == null
            || (value instanceof String text && text.isBlank())
            || (value instanceof List<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    if (!isEmpty) {
      metadata.put(name, value instanceof OffsetDateTime ? value.toString() : value);
    }
  }

  private void code(Map<String, Object> metadata, String name) {
    String code = value(name);
    if (!code.isBlank()) {
      remarks.add("its " + name + " has no effect here: a post brings no programs and styles");
      if (code.length() <= MAX_CODE_CHARS) {
        metadata.put(name, code);
      }
    }
  }

  private @Nullable OffsetDateTime date(String name) {
    String text = value(name);
    try {
      if (text.matches("\\d{12,14}")) {
        return Instant.ofEpochMilli(Long.parseLong(text)).atOffset(ZoneOffset.UTC);
      }
      if (text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")) {
        return LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
      }
      return text.isBlank() ? null : OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      remarks.add("its " + name + " is no date and time: " + text);
      return null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Body body() {
    Body body = new Body();
    String feature = value("feature_image").isBlank() ? value("image") : value("feature_image");
    String picture = Cards.picture(feature, value("feature_image_alt"), "");
    body.html(Cards.figure(picture, value("feature_image_caption"), "p"));
    boolean isRead =
        structured("lexical", Lexical::write, body)
            || structured("mobiledoc", Mobiledoc::write, body);
    if (!isRead && !value("markdown").isBlank()) {
      body.markdown(value("markdown"));
    } else if (!isRead) {
      body.html(value("html"));
    }
    if (List.of("lexical", "mobiledoc", "html").stream().anyMatch(n -> value(n).contains(PORTAL))) {
      body.remark("links to " + PORTAL + " open a form of Ghost's and do nothing here");
    }
    return body;
  }

  /** Whether the text is there in a form and could be read; else what Ghost rendered is taken. */
  private boolean structured(String form, BiConsumer<JsonNode, Body> reader, Body body) {
    String text = value(form);
    if (text.isBlank()) {
      return false;
    }
    Body read = new Body();
    try {
      reader.accept(JSON.readTree(text), read);
    } catch (JacksonException e) {
      remarks.add("its " + form + " cannot be read; the text is what Ghost rendered");
      return false;
    }
    boolean isRendered = !value("html").isBlank();
    if (isRendered && (read.isEmpty() || !read.unknown().isEmpty())) {
      return false;
    }
    body.addAll(read);
    return true;
  }

  /** XML and the feeds cannot carry control characters. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "");
  }
}
