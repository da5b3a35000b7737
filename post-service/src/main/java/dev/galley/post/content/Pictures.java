package dev.galley.post.content;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that a post names: what it shows and links to, by the paths of the site's URLs. Reads
 * the text and no Markdown, and rather finds one too many.
 */
public final class Pictures {

  private static final int MAX_NAMES = 2_000;
  private static final String FOLDER = "images/";

  /** Its template puts the folder before it. */
  private static final String PORTRAIT = "image";

  /** Up to an ending that files here have and that no longer name goes on behind. */
  private static final Pattern NAME =
      Pattern.compile(
          "images/(?:(?![\\s(]/?images/)[^\n\"<>?#|*]){1,250}?\\."
              + "(?:png|jpe?g|gif|webp|avif|svg|pdf|mp[34]|m4[av]|mov|webm|mkv|og[gav]|opus)"
              + "(?![\\w%-]|\\.\\w)",
          Pattern.CASE_INSENSITIVE);

  /**
   * The template tags of snips, which put the folder before what they are given. They begin with a
   * word of their own, which is asked behind it: what begins a pattern is searched for fast.
   */
  private static final Pattern TAG =
      Pattern.compile("image_(?<=\\bimage_)(?:tag|path)\\s*\\(?\\s*(['\"])/*([^\n'\"]{1,250})\\1");

  /** CommonMark 2.4. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\([!-/:-@\\[-`{-~])");

  private Pictures() {}

  /** What the working copy names, or what readers see. */
  public static Set<String> of(Post post) {
    Set<String> names = new LinkedHashSet<>();
    Content working = post.working();
    add(names, working.body(), working.summary(), working.metadata());
    post.live()
        .ifPresent(
            live ->
                add(
                    names,
                    live.body().equals(working.body()) ? "" : live.body(),
                    live.summary(),
                    live.metadata()));
    return names;
  }

  /** What readers see of a post; nothing of one that is not on the site. */
  public static Set<String> shownBy(Post post) {
    Set<String> names = new LinkedHashSet<>();
    post.live().ifPresent(live -> add(names, live.body(), live.summary(), live.metadata()));
    return names;
  }

  private static void add(
      Set<String> names, String body, @Nullable String summary, Map<String, Object> metadata) {
    find(body, names);
    Matcher tags = TAG.matcher(body);
    while (tags.find() && names.size() < MAX_NAMES) {
      names.add(Normalizer.normalize(FOLDER + tags.group(2), Normalizer.Form.NFC));
    }
    if (summary != null) {
      find(summary, names);
    }
    find(metadata.values().toString(), names);
    if (metadata.get(PORTRAIT) instanceof String portrait && !portrait.startsWith("/" + FOLDER)) {
      find(FOLDER + portrait.replaceFirst("^/+", ""), names);
    }
  }

  private static void find(String text, Set<String> names) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find() && names.size() < MAX_NAMES) {
      String written = ESCAPE.matcher(matcher.group()).replaceAll("$1");
      names.add(Normalizer.normalize(decoded(written), Normalizer.Form.NFC));
    }
  }

  private static String decoded(String written) {
    try {
      // A plus is one in a path.
      return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return written;
    }
  }
}
