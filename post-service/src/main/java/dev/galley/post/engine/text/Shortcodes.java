package dev.galley.post.engine.text;

import dev.galley.post.engine.rules.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags that engines have in texts, Hugo's shortcodes and Liquid: those with a plain meaning are
 * written out, the others are found. Nothing is ever executed.
 */
final class Shortcodes {

  private static final int MAX_FOUND = 20;
  private static final int SHOWN_CHARS = 60;

  /** Stand for what opens a tag where it is meant as it is written. */
  private static final Map<String, String> LITERAL =
      Map.of(
          "{{", "\uE000\uE000", "{%", "\uE000\uE001", "}}", "\uE001\uE001", "%}", "\uE001\uE000");

  /** Behind a block of HTML; Markdown that follows in its line begins after an empty one. */
  private static final String BLOCK_ENDS = "\uE000\uE002";

  private static final Pattern NOTHING_FOLLOWS = Pattern.compile(BLOCK_ENDS + "[ \\t]*(?=\\R|$)");
  private static final Pattern TEXT_FOLLOWS = Pattern.compile(BLOCK_ENDS + "[ \\t]*");

  private static final int MAX_TAG_CHARS = 2_000;
  private static final int MAX_BLOCK_CHARS = 200_000;

  private static final Pattern RAW = Pattern.compile("\\{%-? {0,9}raw {0,9}-?%}");
  private static final Pattern RAW_END = Pattern.compile("\\{%-? {0,9}endraw {0,9}-?%}");
  private static final Pattern ESCAPED = Pattern.compile("\\{\\{([<%])/\\*");
  private static final Pattern ESCAPED_END = Pattern.compile("\\*/[>%]}}");
  private static final Pattern COMMENT = Pattern.compile("\\{%-? {0,9}comment {0,9}-?%}");
  private static final Pattern COMMENT_END = Pattern.compile("\\{%-? {0,9}endcomment {0,9}-?%}");
  private static final Pattern NOTE = Pattern.compile("\\{%-?\\s{0,9}#");
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\{%-?\\s{0,9}(?:if|unless|case|for|tablerow|capture|assign)\\b[^%]{0,200}%}");
  private static final Pattern NUNJUCKS = Pattern.compile("\\{#");
  private static final Pattern NUNJUCKS_END = Pattern.compile("#}");

  /** Without braces in it, since {@code {#id}} names a heading. */
  private static final Pattern PERHAPS_NUNJUCKS = Pattern.compile("\\{(#[^{}\\n]{0,500}#)}");

  private static final Pattern CODE =
      Pattern.compile(
          "\\{%-? {0,9}(highlight|codeblock|code)\\b([^%\\n]{0,200})%}"
              + "|\\{\\{[<%] {0,9}(highlight)\\b([^>\\n]{0,200})[>%]}}");

  /** Such a block at the beginning of a line is one, whatever its code says of backticks. */
  private static final Pattern CODE_BLOCK =
      Pattern.compile("(?m)(?<=^[ \\t>]{0,20})(?:" + CODE + ")");

  private static final Pattern CODE_END =
      Pattern.compile(
          "\\{%-? {0,9}end(?:highlight|codeblock|code) {0,9}-?%}"
              + "|\\{\\{[<%] {0,9}/ {0,9}highlight {0,9}[>%]}}");
  private static final Pattern FILTERED =
      Pattern.compile(
          "\\{\\{-? *(?:site\\.(?:baseurl|url) *\\| *append: *)?[\"']([^\"']*)[\"'] *"
              + "(?:\\| *(?:relative_url|absolute_url|url|prepend: *site\\.(?:baseurl|url)) *)+-?}}");
  private static final Pattern SHORTCODE = Pattern.compile("\\{\\{[<%]");
  private static final Pattern SHORTCODE_END = Pattern.compile("[>%]}}");
  private static final Pattern LIQUID = Pattern.compile("(?<!\\{)\\{%-?");
  private static final Pattern LIQUID_END = Pattern.compile("-?%}");
  private static final Pattern VALUE = Pattern.compile("\\{\\{-?(?![<%])");
  private static final Pattern VALUE_END = Pattern.compile("-?}}");
  private static final Pattern NAMED = Pattern.compile("\\s*(/?[\\w./-]+)(.*)", Pattern.DOTALL);

  private final Engine engine;
  private final OwnTags own;
  private final Function<String, Optional<String>> values;
  private final Function<String, Optional<String>> address;
  private final List<String> unknown = new ArrayList<>();

  /**
   * @param own the tags that have another meaning in the site
   * @param values what names such as {@code site.title} stand for
   * @param address of what a tag refers to by its file's path or name
   */
  Shortcodes(
      Engine engine,
      OwnTags own,
      Function<String, Optional<String>> values,
      Function<String, Optional<String>> address) {
    this.engine = engine;
    this.own = own;
    this.values = values;
    this.address = address;
  }

  /** The tags that have no meaning here, at most 20. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Markdown with its tags written out. */
  String written(String markdown) {
    if (markdown.indexOf('{') < 0) {
      return markdown;
    }
    String text = markdown;
    if (isLiquid()) {
      text = Pairs.replaced(text, RAW, RAW_END, MAX_BLOCK_CHARS, (raw, inner) -> literal(inner));
    }
    text = withoutComments(text);
    text =
        Pairs.replaced(
            text,
            ESCAPED,
            ESCAPED_END,
            MAX_TAG_CHARS,
            (open, inner) ->
                literal(
                    "{{" + open.group(1) + inner + (open.group(1).equals("<") ? ">" : "%") + "}}"));
    text = Prose.outsideFences(text, blocks -> code(blocks, CODE_BLOCK));
    text = Prose.changed(text, this::prose);
    if (engine == Engine.JEKYLL) {
      // To Liquid code is text like any other, also where it shows a part of that to nobody.
      CONDITION.matcher(text).results().forEach(tag -> note(tag.group()));
    }
    text = NOTHING_FOLLOWS.matcher(text).replaceAll("");
    text = TEXT_FOLLOWS.matcher(text).replaceAll("\n");
    for (Map.Entry<String, String> literal : LITERAL.entrySet()) {
      text = text.replace(literal.getValue(), literal.getKey());
    }
    return text;
  }

  /** What stands in them no reader sees; Liquid knows no code, and Hexo keeps it from its own. */
  private String withoutComments(String text) {
    return switch (engine) {
      case JEKYLL, ELEVENTY -> without(NOTE, LIQUID_END, without(COMMENT, COMMENT_END, text));
      case HEXO -> Prose.outsideFences(text, prose -> without(NUNJUCKS, NUNJUCKS_END, prose));
      default -> text;
    };
  }

  private static String without(Pattern opening, Pattern closing, String text) {
    return Pairs.replaced(text, opening, closing, MAX_BLOCK_CHARS, (open, inner) -> "");
  }

  private boolean isLiquid() {
    return engine != Engine.HUGO && engine != Engine.ASTRO;
  }

  private static String literal(String text) {
    String literal = text;
    for (Map.Entry<String, String> one : LITERAL.entrySet()) {
      literal = literal.replace(one.getKey(), one.getValue());
    }
    return literal;
  }

  private String prose(String text) {
    String prose = isLiquid() ? without(COMMENT, COMMENT_END, text) : text;
    prose = code(prose, CODE);
    if (isLiquid()) {
      prose = FILTERED.matcher(prose).replaceAll(path -> Matcher.quoteReplacement(path.group(1)));
    }
    prose = tags(prose, SHORTCODE, SHORTCODE_END, this::shortcode);
    if (isLiquid()) {
      prose = tags(prose, LIQUID, LIQUID_END, (name, rest) -> liquid(name, rest.strip()));
      prose = tags(prose, VALUE, VALUE_END, this::value);
      PERHAPS_NUNJUCKS.matcher(prose).results().forEach(comment -> note(comment.group()));
    }
    return prose;
  }

  private String code(String text, Pattern opening) {
    return Pairs.replaced(
        text,
        opening,
        CODE_END,
        MAX_BLOCK_CHARS,
        (open, inner) ->
            own.has(open.group(open.group(1) == null ? 3 : 1))
                ? null
                : literal(fenced(open, inner)));
  }

  private String tags(
      String text,
      Pattern opening,
      Pattern closing,
      BiFunction<String, String, @Nullable String> written) {
    return Pairs.replaced(
        text,
        opening,
        closing,
        MAX_TAG_CHARS,
        (open, inner) -> {
          Matcher named = NAMED.matcher(inner);
          boolean isNote = NOTE.matcher(open.group() + inner).lookingAt();
          if (!named.matches() && !isNote) {
            return null;
          }
          String found =
              isNote || own.has(named.group(1))
                  ? null
                  : written.apply(named.group(1), named.group(2));
          if (found == null) {
            note(open.group() + inner + end(open.group()));
          }
          return found;
        });
  }

  private void note(String tag) {
    String line = tag.replaceAll("\\s+", " ");
    String shown = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
    if (unknown.size() < MAX_FOUND && !unknown.contains(shown)) {
      unknown.add(shown);
    }
  }

  private static String end(String opening) {
    return opening.startsWith("{%")
        ? "%}"
        : opening.endsWith("<") ? ">}}" : opening.endsWith("%") ? "%}}" : "}}";
  }

  private static String fenced(MatchResult open, String inner) {
    boolean liquid = open.group(1) != null;
    Arguments arguments = Arguments.of(liquid ? open.group(2) : open.group(4));
    boolean hexo = liquid && !open.group(1).equals("highlight");
    String language = hexo ? arguments.get("lang", 99) : arguments.get("lang", 0);
    String body = inner.replaceFirst("^[ \\t]*\\R", "").stripTrailing();
    String fence = body.contains("```") ? "~~~~" : "```";
    return "\n" + fence + language + "\n" + body + "\n" + fence + "\n";
  }

  private @Nullable String liquid(String name, String text) {
    String first = text.split("\\s+", 2)[0].replaceAll("^[\"']|[\"']$", "");
    return switch (name) {
      case "post_url", "link", "post_link", "asset_path" -> address.apply(first).orElse(null);
      case "asset_img" -> "![" + rest(text) + "](" + first + ")";
      case "raw", "endraw" -> "";
      case "more" -> "<!--more-->";
      default -> shortcode(name, Arguments.of(text));
    };
  }

  private static String rest(String text) {
    String[] words = text.split("\\s+", 2);
    return words.length < 2 ? "" : words[1].replaceAll("[\"'\\[\\]]", "");
  }

  private @Nullable String value(String name, String rest) {
    if (rest.strip().startsWith("(")) {
      return shortcode(name, Arguments.of(rest));
    }
    return rest.isBlank() ? values.apply(name).orElse(null) : null;
  }

  private @Nullable String shortcode(String name, String rest) {
    return shortcode(name, Arguments.of(rest.replaceFirst("/\\s*$", "")));
  }

  private @Nullable String shortcode(String name, Arguments given) {
    return switch (name) {
      case "ref", "relref" -> address.apply(given.get("path", 0)).orElse(null);
      case "figure" -> figure(given);
      case "youtube" -> frame("https://www.youtube.com/embed/", given.get("id", 0), "YouTube");
      case "vimeo", "vimeo_simple" ->
          frame("https://player.vimeo.com/video/", given.get("id", 0), "Vimeo");
      case "gist" -> gist(given);
      case "tweet", "twitter", "twitter_simple", "x", "x_simple" -> tweet(given);
      case "instagram", "instagram_simple" -> instagram(given);
      case "more" -> "<!--more-->";
      default -> null;
    };
  }

  private static @Nullable String frame(String player, String id, String title) {
    return id.matches("[\\w-]{1,64}")
        ? "\n<iframe src=\"%s%s\" title=\"%s\" allowfullscreen></iframe>\n"
            .formatted(player, id, title)
        : null;
  }

  private static @Nullable String gist(Arguments given) {
    String path = String.join("/", given.values().stream().limit(2).toList());
    return path.matches("[\\w./-]{1,100}")
        ? "[Gist " + path + "](https://gist.github.com/" + path + ")"
        : null;
  }

  private static @Nullable String tweet(Arguments given) {
    String id = given.get("id", 0);
    String user = given.get("user", 99);
    return id.matches("\\d{1,30}")
        ? "[Tweet](https://twitter.com/" + (user.isEmpty() ? "i" : user) + "/status/" + id + ")"
        : null;
  }

  private static @Nullable String instagram(Arguments given) {
    String id = given.get("id", 0);
    return id.matches("[\\w-]{1,64}")
        ? "[Instagram](https://www.instagram.com/p/" + id + "/)"
        : null;
  }

  private static @Nullable String figure(Arguments given) {
    String src = given.get("src", 0);
    if (src.isEmpty()) {
      return null;
    }
    String image =
        "<img src=\"" + attribute(src) + "\" alt=\"" + attribute(given.get("alt", 99)) + "\" />";
    String link = given.get("link", 99);
    if (!link.isEmpty()) {
      image = "<a href=\"" + attribute(link) + "\">" + image + "</a>";
    }
    String title = given.get("title", 99);
    String caption = given.get("caption", 99);
    String below =
        (title.isEmpty() ? "" : "<strong>" + attribute(title) + "</strong> ") + attribute(caption);
    return "\n<figure>"
        + image
        + (below.isBlank() ? "" : "<figcaption>" + below.strip() + "</figcaption>")
        + "</figure>\n"
        + BLOCK_ENDS;
  }

  private static String attribute(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
