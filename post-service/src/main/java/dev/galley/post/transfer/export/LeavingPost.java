package dev.galley.post.transfer.export;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.snip.ManuscriptReader;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;

/**
 * A post as another system is to have it: what readers see where it is on the site, for that system
 * must not show them more, else the working copy, as a draft.
 *
 * @param authors with the names that readers see; of a draft the slug stands for the name
 * @param createdAt when it first appeared, or was written
 */
record LeavingPost(
    Post post,
    Content content,
    List<Author> authors,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt,
    boolean draft) {

  static LeavingPost of(Post post) {
    Optional<PostPublished> live = post.live();
    return live.isPresent() ? live(post, live.get()) : draft(post);
  }

  private static LeavingPost live(Post post, PostPublished seen) {
    Content content =
        new Content(
            seen.slug(),
            seen.title(),
            seen.body(),
            seen.format(),
            seen.summary(),
            seen.authors().stream().map(Author::slug).toList(),
            seen.tags(),
            seen.kind(),
            seen.metadata(),
            seen.canonicalUrl());
    return new LeavingPost(
        post, content, seen.authors(), seen.firstPublishedAt(), seen.publishedAt(), false);
  }

  private static LeavingPost draft(Post post) {
    Content content = post.working();
    OffsetDateTime written =
        Optional.ofNullable(post.publicHistory())
            .map(history -> history.firstPublishedAt())
            .or(() -> ManuscriptReader.createdAt(content.metadata()))
            .orElseGet(() -> post.createdAt().atOffset(ZoneOffset.UTC));
    return new LeavingPost(
        post,
        content,
        content.authors().stream().map(slug -> new Author(slug, slug)).toList(),
        written,
        post.updatedAt().atOffset(ZoneOffset.UTC),
        true);
  }

  boolean isMarkdown() {
    return content.format().equals("gfm")
        && !"true".equals(String.valueOf(content.metadata().get("erb")));
  }

  /** As readers see it; what nothing can be made of is shown as it was written. */
  String html(Rendering rendering) {
    return rendering
        .html(content)
        .orElseGet(() -> "<pre>" + HtmlUtils.htmlEscape(content.body()) + "</pre>");
  }

  /** Adds the names of its authors to those that are known: one that readers see wins. */
  void nameAuthors(Map<String, String> names) {
    for (Author author : authors) {
      if (draft) {
        names.putIfAbsent(author.slug(), author.name());
      } else {
        names.put(author.slug(), author.name());
      }
    }
  }
}
