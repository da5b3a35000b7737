package dev.galley.local.follow;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptWriter;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.snip.WrittenManuscript;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A published post as the file that an export has of it, by the year in which it appeared. */
final class PostFile {

  static final String FOLDER = "snips/";
  static final String PICTURES = "images/";

  private static final int MAX_PICTURES = 1_000;

  /** The address of a picture in Markdown or HTML, on this site or by the site's full address. */
  private static final Pattern ADDRESS = Pattern.compile("/images/([^\\s\"'<>()\\[\\]\\\\?#]+)");

  private static final Pattern HELPER =
      Pattern.compile("image_(?:tag|path)[\\s(]+(?:'([^'\\\\]+)'|\"([^\"\\\\#]+)\")");

  /** No hidden part, such as {@code .git}, and nothing that leads elsewhere. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:[^./\\\\\\p{Cntrl}:][^/\\\\\\p{Cntrl}:]*/)*[^./\\\\\\p{Cntrl}:][^/\\\\\\p{Cntrl}:]*");

  private PostFile() {}

  /**
   * The path and the bytes.
   *
   * @param distinct whether another file has the plain name
   */
  static WrittenManuscript of(PostPublished post, boolean distinct) {
    Manuscript manuscript = manuscript(post);
    String name = ManuscriptWriter.path(manuscript);
    if (distinct) {
      String id = post.postId().replaceAll("[^A-Za-z0-9]", "");
      name =
          post.slug()
              + "-"
              + id.substring(Math.max(0, id.length() - 8))
              + name.substring(post.slug().length());
    }
    return ManuscriptWriter.write(
        FOLDER + post.firstPublishedAt().getYear() + "/" + name, manuscript);
  }

  private static Manuscript manuscript(PostPublished post) {
    // What an earlier release called so is kramdown.
    SnipFormat format =
        post.format().equals("markdown")
            ? SnipFormat.KRAMDOWN
            : SnipFormat.valueOf(post.format().toUpperCase(Locale.ROOT));
    return new Manuscript(
        post.slug(),
        post.title(),
        format,
        post.body(),
        post.summary(),
        post.authors().stream().map(Author::slug).toList(),
        post.tags(),
        post.kind(),
        post.metadata(),
        post.canonicalUrl(),
        post.firstPublishedAt(),
        post.publishedAt(),
        post.entryId(),
        false);
  }

  /** The pictures that a text names, as paths below {@value #PICTURES} of the site. */
  static Set<String> pictures(PostPublished post) {
    Set<String> pictures = new LinkedHashSet<>();
    for (Pattern pattern : List.of(ADDRESS, HELPER)) {
      Matcher found = pattern.matcher(post.body());
      while (found.find() && pictures.size() < MAX_PICTURES) {
        String written = found.group(1) == null ? found.group(2) : found.group(1);
        decoded(written).filter(path -> PATH.matcher(path).matches()).ifPresent(pictures::add);
      }
    }
    return pictures;
  }

  /** RFC 3986, 2.1; what is not encoded so names nothing that is stored. */
  private static Optional<String> decoded(String written) {
    try {
      return Optional.of(URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
