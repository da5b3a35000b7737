package dev.galley.render.markdown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Which elements and attributes a post may have. What is not named here is not allowed. */
final class AllowedHtml {

  /** What becomes of an element. */
  enum Verdict {
    KEEP,
    /** The element goes, its content stays. */
    UNWRAP,
    DROP,
    LINK
  }

  private static final Set<String> ELEMENTS =
      words(
          "a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code"
              + " col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6"
              + " header hgroup hr i iframe img input ins kbd li main mark nav ol p picture pre q rp rt ruby"
              + " s samp section small source span strike strong sub summary sup table tbody td tfoot th"
              + " thead time tr track tt u ul var video wbr");

  /** Their content is not text for readers, or a parser may see it differently. */
  private static final Set<String> DROPPED_WITH_CONTENT =
      words(
          "script style noscript template svg math object embed applet frameset frame noframes noembed"
              + " xmp plaintext listing title textarea select option optgroup datalist head base meta link"
              + " param portal fencedframe canvas");

  private static final Set<String> GLOBAL =
      words("id class title lang dir role style align hidden");

  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("a", words("href name rel target hreflang type")),
          Map.entry("audio", words("src controls loop muted preload")),
          Map.entry("blockquote", words("cite")),
          Map.entry("col", words("span width")),
          Map.entry("colgroup", words("span width")),
          Map.entry("del", words("cite datetime")),
          Map.entry("details", words("open")),
          Map.entry("iframe", words("src width height allow allowfullscreen")),
          Map.entry("img", words("src srcset sizes alt width height border loading hspace vspace")),
          Map.entry("input", words("type disabled checked")),
          Map.entry("ins", words("cite datetime")),
          Map.entry("li", words("value type")),
          Map.entry("ol", words("start type reversed")),
          Map.entry("pre", words("width")),
          Map.entry("q", words("cite")),
          Map.entry("source", words("src srcset sizes type media")),
          Map.entry("table", words("border cellpadding cellspacing width summary")),
          Map.entry("td", words("colspan rowspan headers scope width height valign")),
          Map.entry("th", words("colspan rowspan headers scope width height valign abbr")),
          Map.entry("time", words("datetime")),
          Map.entry("tr", words("valign")),
          Map.entry("track", words("src kind srclang label default")),
          Map.entry("ul", words("type reversed")),
          Map.entry(
              "video", words("src poster width height controls loop muted preload playsinline")));

  private static final Set<String> ADDRESSES = words("href src cite poster");

  private static final Set<String> TARGETS = words("_blank _self _top");

  private static final Pattern INERT = Pattern.compile("(?:data|aria)-[a-z0-9_.-]{1,64}");
  private static final Pattern CLASS = Pattern.compile("[A-Za-z_-][A-Za-z0-9_-]{0,63}");

  private final EmbedHosts embeds;

  AllowedHtml(EmbedHosts embeds) {
    this.embeds = embeds;
  }

  Verdict verdict(Element element) {
    String name = element.normalName();
    if (!element.tag().namespace().equals(Parser.NamespaceHtml)
        || DROPPED_WITH_CONTENT.contains(name)) {
      return Verdict.DROP;
    }
    // HTML: nobody sees them before a script or a button has them open, and there is none here.
    if ((name.equals("dialog") && !element.hasAttr("open")) || element.hasAttr("popover")) {
      return Verdict.DROP;
    }
    if (name.equals("iframe")) {
      return frameVerdict(element.attr("src"));
    }
    if (name.equals("input") && !element.attr("type").equalsIgnoreCase("checkbox")) {
      return Verdict.DROP;
    }
    return ELEMENTS.contains(name) ? Verdict.KEEP : Verdict.UNWRAP;
  }

  private Verdict frameVerdict(String address) {
    if (embeds.allow(address)) {
      return Verdict.KEEP;
    }
    return !address.isBlank() && Addresses.allow(address) ? Verdict.LINK : Verdict.DROP;
  }

  /** The attribute's value as it may stay, or null if the attribute must go. */
  @Nullable String value(Element element, String attribute, String value) {
    String name = attribute.toLowerCase(Locale.ROOT);
    boolean named =
        GLOBAL.contains(name)
            || ATTRIBUTES.getOrDefault(element.normalName(), Set.of()).contains(name)
            || INERT.matcher(name).matches();
    if (!named) {
      return null;
    }
    if (ADDRESSES.contains(name)) {
      return Addresses.allow(value) ? Addresses.withoutBlanks(value) : null;
    }
    return switch (name) {
      case "style" -> Styles.allowed(value);
      case "class" -> classes(value);
      // The theme's own ids begin with it, so that none of a post's is ever one of them.
      case "id" -> value.startsWith("~") ? null : value;
      case "srcset" -> Addresses.allowSet(value) ? value : null;
      case "target" -> TARGETS.contains(value) ? value : null;
      default -> value;
    };
  }

  private static @Nullable String classes(String value) {
    String kept =
        Arrays.stream(value.strip().split("\\s+"))
            .filter(token -> CLASS.matcher(token).matches())
            .limit(20)
            .collect(Collectors.joining(" "));
    return kept.isEmpty() ? null : kept;
  }

  /** Adds what makes an allowed element safer or lighter. */
  void harden(Element element) {
    switch (element.normalName()) {
      case "a" -> hardenLink(element);
      case "iframe" ->
          // No sandbox: players need scripts and their own origin, and with both it holds nothing.
          element.attr("referrerpolicy", "strict-origin-when-cross-origin").attr("loading", "lazy");
      case "img" -> element.attr("loading", "lazy");
      case "input" -> element.attr("disabled", "disabled");
      default -> {
        // Nothing to add.
      }
    }
  }

  private static void hardenLink(Element link) {
    if (link.attr("target").equals("_blank") && !words(link.attr("rel")).contains("noopener")) {
      link.attr("rel", (link.attr("rel") + " noopener").strip());
    }
  }

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.split(" ")));
  }
}
