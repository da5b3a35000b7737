package dev.galley.render.page;

import dev.galley.event.Author;
import dev.galley.render.page.index.PageEntry;
import dev.galley.render.page.serving.PageContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Pages as BSON. One document holds all of a page, so that one write makes it live. */
final class PageDocuments {

  /**
   * The slugs under a unique index. Each document's list begins with a member that is no slug: of
   * an empty list, the index would admit one alone.
   */
  static final String SLUGS = "slugs";

  static final String VERSION = "version";

  /** Earlier releases kept whole pages, and before that their compressed bytes, too. */
  static final List<String> CONTENT = List.of("content", "html", "gzip");

  static final String SOURCE = "source";

  private PageDocuments() {}

  static Document of(Page page) {
    Document document = of(page.entry());
    document.append("liveSince", Date.from(page.liveSince()));
    PageContent content = page.content();
    if (content != null) {
      document.append("content", of(content));
    }
    return document.append(SOURCE, new Binary(page.source()));
  }

  private static Document of(PageContent content) {
    return new Document("html", content.html())
        .append("uid", content.uid())
        .append("canonical", content.canonical())
        .append("image", content.image())
        .append("changeNote", content.changeNote());
  }

  private static Document of(PageEntry entry) {
    List<String> slugs = new ArrayList<>();
    slugs.add("#" + entry.postId());
    slugs.addAll(entry.slugs());
    return new Document("_id", entry.postId())
        .append("revision", entry.revision())
        .append(VERSION, entry.version())
        .append("emittedAs", entry.emittedAs().toString())
        .append("acceptedAt", entry.acceptedAt().toString())
        .append("status", entry.status().name())
        .append("digest", entry.digest())
        .append("slug", entry.slug())
        .append(SLUGS, slugs)
        .append("title", entry.title())
        .append("kind", entry.kind())
        .append("authors", entry.authors().stream().map(PageDocuments::of).toList())
        .append("tags", entry.tags())
        .append("tagSlugs", tagSlugs(entry.tagSlugs()))
        // As text: a BSON date would drop the offset.
        .append("published", entry.published().toString())
        .append("updated", entry.updated().toString())
        .append("excerpt", entry.excerpt())
        .append("listed", entry.listed())
        .append("inSitemap", entry.inSitemap())
        .append("uses", new Document(new TreeMap<>(entry.uses())))
        .append("images", entry.images())
        .append("target", entry.target())
        .append("reason", entry.reason());
  }

  private static Document of(Author author) {
    return new Document("slug", author.slug()).append("name", author.name());
  }

  static Page page(Document document) {
    return new Page(
        entry(document),
        liveSince(document),
        content(document),
        document.get(SOURCE, Binary.class).getData());
  }

  static Instant liveSince(Document document) {
    return document.getDate("liveSince").toInstant();
  }

  static @Nullable PageContent content(Document document) {
    Document content = document.get("content", Document.class);
    if (content == null) {
      Binary whole = document.get("html", Binary.class);
      return whole == null
          ? null
          : PageContent.whole(new String(whole.getData(), StandardCharsets.UTF_8));
    }
    return new PageContent(
        content.getString("html"),
        content.getString("uid"),
        content.getString("canonical"),
        content.getString("image"),
        content.getString("changeNote"));
  }

  static PageEntry entry(Document document) {
    List<String> slugs = document.getList(SLUGS, String.class);
    return new PageEntry(
        document.getString("_id"),
        document.getLong("revision"),
        document.getLong(VERSION),
        UUID.fromString(document.getString("emittedAs")),
        Instant.parse(document.getString("acceptedAt")),
        PageEntry.Status.valueOf(document.getString("status")),
        document.getString("digest"),
        document.getString("slug"),
        slugs.subList(1, slugs.size()),
        document.getString("title"),
        document.getString("kind"),
        document.getList("authors", Document.class).stream().map(PageDocuments::author).toList(),
        document.getList("tags", String.class),
        tagSlugs(document.getList("tagSlugs", Document.class, List.of())),
        OffsetDateTime.parse(document.getString("published")),
        OffsetDateTime.parse(document.getString("updated")),
        document.getString("excerpt"),
        document.getBoolean("listed"),
        document.getBoolean("inSitemap"),
        uses(document.get("uses", Document.class)),
        images(document),
        document.getString("target"),
        document.getString("reason"));
  }

  private static Author author(Document document) {
    return new Author(document.getString("slug"), document.getString("name"));
  }

  /** Not as names of fields, where a dot would mean something. */
  private static List<Document> tagSlugs(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> new Document("slug", tag.getKey()).append("tag", tag.getValue()))
            .toList();
  }

  private static Map<String, String> tagSlugs(List<Document> documents) {
    return documents.stream()
        .collect(Collectors.toMap(one -> one.getString("slug"), one -> one.getString("tag")));
  }

  /** Pages of earlier releases do not say; they were rendered in another way, and are made anew. */
  private static List<String> images(Document document) {
    List<String> images = document.getList("images", String.class);
    return images == null ? List.of() : images;
  }

  private static Map<String, Long> uses(Document document) {
    Map<String, Long> uses = new TreeMap<>();
    document.forEach((dependency, state) -> uses.put(dependency, ((Number) state).longValue()));
    return uses;
  }
}
