package dev.galley.post.transfer.wordpress;

import dev.galley.post.engine.text.Arguments;
import dev.galley.post.transfer.wordpress.Library.Attachment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tags in brackets of WordPress and of plugins: those with a plain meaning are written out, the
 * others are found. Words in brackets that are no tags stay what they are.
 */
final class Shortcodes {

  private static final int MAX_FOUND = 20;
  private static final int SHOWN_CHARS = 60;

  private static final Pattern TAG =
      Pattern.compile(
          "\\[(\\[?)([a-zA-Z][a-zA-Z0-9_-]{0,60})"
              + "((?:[\\s=](?:[^\\[\\]\"'/]{1,2000}+|/(?!])|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,300}+)?)"
              + "(/?)](]?)");

  /** What opens or closes a pair under any name that WordPress allows. */
  private static final Pattern END =
      Pattern.compile("\\[(/?)([^\\[\\]<>&/=\\x00-\\x20]{1,100}+)(]?)");

  /** So much of a name as is one where something stands right behind it. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]+");

  /** The tags that {@link #meaning} knows. */
  private static final Set<String> MEANT =
      Set.of(
          "caption",
          "wp_caption",
          "gallery",
          "embed",
          "audio",
          "video",
          "youtube",
          "vimeo",
          "code",
          "sourcecode");

  /** In characters; more between two tags is no such tag's. */
  private static final int MAX_INNER = 50_000;

  private static final Pattern CODE =
      Pattern.compile("<(pre|code|script|style)\\b", Pattern.CASE_INSENSITIVE);
  private static final Set<String> FILES =
      Set.of(
          "src", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov", "wmv",
          "flv");
  private static final Pattern IMAGE =
      Pattern.compile(
          "\\s*((?:<a\\b[^>]*>\\s*)?<img\\b[^>]*>(?:\\s*</a>)?)\\s*", Pattern.CASE_INSENSITIVE);

  private final Library library;
  private final String post;
  private final Set<String> unknown = new TreeSet<>();
  private final List<Attachment> shown = new ArrayList<>();
  private final Map<String, Integer> nextEnds = new HashMap<>();
  private String text = "";

  Shortcodes(Library library, String post) {
    this.library = library;
    this.post = post;
  }

  /** The tags that have no meaning here, at most 20. */
  Set<String> unknown() {
    return unknown;
  }

  String written(String content) {
    if (content.indexOf('[') < 0) {
      return content;
    }
    text = content;
    nextEnds.clear();
    StringBuilder out = new StringBuilder(content.length() + 64);
    Matcher tag = TAG.matcher(content);
    Matcher code = CODE.matcher(content);
    int from = 0;
    int codeEnd = 0;
    int failed = -1;
    int codeStart = code.find() ? code.start() : -1;
    while (tag.find(Math.max(from, codeEnd > 0 ? Math.min(codeEnd, content.length()) : 0))) {
      // Code shows its brackets, unless it is a tag that stands around it.
      if (codeStart >= 0 && codeStart < tag.start()) {
        codeEnd = end("</" + code.group(1), codeStart);
        codeEnd = codeEnd < 0 ? codeStart + 1 : codeEnd;
        codeStart = code.find(codeEnd) ? code.start() : -1;
        if (codeEnd > tag.start()) {
          continue;
        }
      }
      int end = tag.end();
      String name = tag.group(2);
      String written;
      if (!tag.group(1).isEmpty() && !tag.group(5).isEmpty()) {
        written = content.substring(tag.start() + 1, tag.end() - 1);
      } else {
        end -= tag.group(5).length();
        int closes = tag.group(4).isEmpty() ? end("[/" + name + "]", end) : -1;
        // What the first of several could not have before the same end, the next cannot either.
        boolean mayMean = closes < 0 || (closes - end <= MAX_INNER && closes != failed);
        String inner = closes < 0 || !mayMean ? "" : content.substring(end, closes);
        written = mayMean ? meaning(name.toLowerCase(Locale.ROOT), tag.group(3), inner) : null;
        if (written != null && closes >= 0) {
          end = closes + name.length() + 3;
        }
        if (written == null) {
          failed = closes < 0 ? failed : closes;
          find(tag, closes >= 0);
          written = content.substring(tag.start(), end);
        } else {
          written = tag.group(1) + written;
        }
      }
      out.append(content, from, tag.start()).append(written);
      from = end;
      codeStart =
          codeStart >= 0 && codeStart < from ? (code.find(from) ? code.start() : -1) : codeStart;
    }
    findPairs();
    return out.append(content, from, content.length()).toString();
  }

  /**
   * WordPress runs tags also in code, within others and in any script: there only pairs count, for
   * a single word is prose or code, and has nothing in it that a plugin would keep from readers.
   */
  private void findPairs() {
    Map<String, Boolean> escapedByName = new HashMap<>();
    Matcher end = END.matcher(text);
    while (end.find() && unknown.size() < MAX_FOUND) {
      String name = end.group(2);
      if (end.group(1).isEmpty()) {
        boolean isEscaped = end.start() > 0 && text.charAt(end.start() - 1) == '[';
        escapedByName.merge(name, isEscaped, Boolean::logicalAnd);
        Matcher word = WORD.matcher(name);
        if (word.lookingAt()) {
          escapedByName.merge(word.group(), isEscaped, Boolean::logicalAnd);
        }
      } else if (!end.group(3).isEmpty() && !MEANT.contains(name.toLowerCase(Locale.ROOT))) {
        Boolean isEscaped = escapedByName.get(name);
        boolean isShown = Boolean.TRUE.equals(isEscaped) && text.startsWith("]", end.end());
        if (isEscaped != null && !isShown && !isFound(name)) {
          unknown.add("[" + shown(name) + "]");
        }
      }
    }
  }

  private boolean isFound(String name) {
    return unknown.stream().anyMatch(tag -> tag.startsWith("[" + shown(name)));
  }

  private static String shown(String tag) {
    return tag.length() <= SHOWN_CHARS ? tag : tag.substring(0, SHOWN_CHARS) + "…";
  }

  /** Where a mark stands behind a place; -1 when nowhere. Looks at each place of a text once. */
  private int end(String mark, int from) {
    Integer next = nextEnds.get(mark);
    if (next == null || (next >= 0 && next < from)) {
      next = text.indexOf(mark, from);
      nextEnds.put(mark, next);
    }
    return next;
  }

  /** A word in brackets is prose, unless it looks like a tag or stands alone in its line. */
  private void find(Matcher tag, boolean isClosed) {
    String name = tag.group(2);
    boolean looks =
        isClosed
            || tag.group(3).contains("=")
            || !tag.group(4).isEmpty()
            || name.contains("_")
            || name.contains("-")
            || isAlone(tag.start(), tag.end());
    if (looks && unknown.size() < MAX_FOUND) {
      unknown.add(shown(tag.group().replaceAll("\\s+", " ")));
    }
  }

  private boolean isAlone(int start, int end) {
    int before = start - 1;
    while (before >= 0 && " \t".indexOf(text.charAt(before)) >= 0) {
      before--;
    }
    int after = end;
    while (after < text.length() && " \t\r".indexOf(text.charAt(after)) >= 0) {
      after++;
    }
    return (before < 0 || "\n>".indexOf(text.charAt(before)) >= 0)
        && (after == text.length() || "\n<".indexOf(text.charAt(after)) >= 0);
  }

  private @Nullable String meaning(String name, String given, String inner) {
    Arguments arguments = Arguments.of(given.replaceFirst("^=", " "));
    return switch (name) {
      case "caption", "wp_caption" -> caption(arguments, inner);
      case "gallery" -> gallery(arguments);
      case "embed" -> embed(inner.isBlank() ? arguments.get("src", 0) : inner.strip());
      case "audio" -> player("audio", arguments, inner);
      case "video" -> player("video", arguments, inner);
      case "youtube", "vimeo" -> frame(name, inner.isBlank() ? film(arguments) : inner.strip());
      case "code", "sourcecode" -> code(arguments, inner);
      default -> null;
    };
  }

  private @Nullable String caption(Arguments given, String inner) {
    Matcher image = IMAGE.matcher(inner);
    if (!image.lookingAt()) {
      return null;
    }
    String said = given.named().getOrDefault("caption", inner.substring(image.end()).strip());
    String align = given.named().getOrDefault("align", "");
    String figure =
        align.matches("align(?:left|right|center)")
            ? "<figure class=\"" + align + "\">"
            : "<figure>";
    return figure
        + image.group(1)
        + (said.isEmpty() ? "" : "<figcaption>" + oneLine(said) + "</figcaption>")
        + "</figure>";
  }

  private static String oneLine(String html) {
    return html.replaceAll("\\s*\\R\\s*", "<br />");
  }

  /** The files that are named by their numbers alone. */
  List<Attachment> shown() {
    return shown;
  }

  private @Nullable String gallery(Arguments given) {
    String ids = given.named().getOrDefault("ids", given.named().getOrDefault("include", ""));
    List<String> left = ids(given.named().getOrDefault("exclude", ""));
    List<Optional<Attachment>> pictures =
        ids.isBlank()
            ? library.attachmentsOf(given.named().getOrDefault("id", post)).stream()
                .filter(one -> !left.contains(one.id()))
                .map(Optional::of)
                .toList()
            : ids(ids).stream().map(library::attachment).toList();
    if (pictures.isEmpty() || pictures.stream().anyMatch(Optional::isEmpty)) {
      return null;
    }
    if (!ids.isBlank()) {
      pictures.forEach(one -> one.ifPresent(shown::add));
    }
    return pictures.stream()
        .flatMap(Optional::stream)
        .map(Shortcodes::picture)
        .collect(Collectors.joining("", "<figure class=\"gallery\">", "</figure>"));
  }

  private static List<String> ids(String list) {
    return Arrays.stream(list.split("[,\\s]+")).filter(id -> !id.isEmpty()).limit(1000).toList();
  }

  static String picture(Attachment one) {
    String caption =
        one.caption().isEmpty() ? "" : "<figcaption>" + oneLine(one.caption()) + "</figcaption>";
    return "<figure><img src=\""
        + attribute(one.url())
        + "\" alt=\""
        + attribute(one.alt())
        + "\" />"
        + caption
        + "</figure>";
  }

  private static @Nullable String player(String name, Arguments given, String inner) {
    String src =
        Stream.concat(
                given.named().entrySet().stream()
                    .filter(one -> FILES.contains(one.getKey()))
                    .map(Map.Entry::getValue),
                Stream.concat(given.values().stream(), Stream.of(inner.strip())))
            .filter(one -> one.matches("(?:https?:/)?/[^\\s<>]+"))
            .findFirst()
            .orElse("");
    if (src.isEmpty()) {
      return null;
    }
    String framed = frame(src);
    if (framed != null) {
      return framed;
    }
    String poster = given.named().getOrDefault("poster", "");
    return "<figure><%s controls src=\"%s\"%s></%s></figure>"
        .formatted(
            name,
            attribute(src),
            poster.isEmpty() ? "" : " poster=\"" + attribute(poster) + "\"",
            name);
  }

  private static @Nullable String code(Arguments given, String inner) {
    if (inner.isBlank()) {
      return null;
    }
    String language =
        given.named().getOrDefault("language", given.named().getOrDefault("lang", ""));
    String escaped =
        inner
            .replaceFirst("^\\s*\\R", "")
            .stripTrailing()
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    String named = language.matches("[\\w+#-]{1,30}") ? " class=\"language-" + language + "\"" : "";
    return "<pre><code" + named + ">" + escaped + "</code></pre>";
  }

  /** What stands for an address that WordPress shows as what it leads to. */
  static @Nullable String embed(String address) {
    String url = address.replace("&amp;", "&");
    if (!url.matches("https?://[^\\s<>\"]+")) {
      return null;
    }
    String framed = frame(url);
    return framed != null
        ? framed
        : "<p><a href=\"" + attribute(url) + "\">" + attribute(url) + "</a></p>";
  }

  private static final Pattern YOUTUBE =
      Pattern.compile(
          "https?://(?:(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/(?:watch\\?(?:[^\\s\"]*&)?v=|embed/|shorts/|live/|v/)|youtu\\.be/)([\\w-]{6,20}).*");

  private static final Pattern VIMEO =
      Pattern.compile("https?://(?:www\\.|player\\.)?vimeo\\.com/(?:video/)?(\\d{4,15}).*");

  /** A number, or an address, whose scheme looks like a name. */
  private static String film(Arguments given) {
    return Stream.of("https", "http")
        .filter(given.named()::containsKey)
        .map(scheme -> scheme + ":" + given.named().get(scheme))
        .findFirst()
        .orElse(given.get("id", 0));
  }

  private static @Nullable String frame(String name, String given) {
    if (given.startsWith("http")) {
      return frame(given.replace("&amp;", "&"));
    }
    return frame(
        name.equals("youtube") ? "https://youtu.be/" + given : "https://vimeo.com/" + given);
  }

  /** The player of a film at one of the two places that most are at; null for another address. */
  static @Nullable String frame(String url) {
    Matcher youtube = YOUTUBE.matcher(url);
    Matcher vimeo = VIMEO.matcher(url);
    String player =
        youtube.matches()
            ? "https://www.youtube.com/embed/" + youtube.group(1)
            : vimeo.matches() ? "https://player.vimeo.com/video/" + vimeo.group(1) : "";
    return player.isEmpty()
        ? null
        : "<figure><iframe src=\""
            + player
            + "\" title=\""
            + (youtube.matches() ? "YouTube" : "Vimeo")
            + "\" allowfullscreen></iframe></figure>";
  }

  private static String attribute(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
