package dev.galley.post.transfer.wordpress;

import dev.galley.post.transfer.markup.HtmlToMarkdown;
import dev.galley.post.transfer.markup.HtmlToMarkdown.Converted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of a post as WordPress would show it, without what only its themes read. */
final class Text {

  /** Says what an element is, and the element says so itself. */
  private static final Pattern OWN_CLASS =
      Pattern.compile(
          "wp-block-(?:heading|list|paragraph|code|quote|separator|preformatted|table|image|list-item)"
              + "|wp-image-\\d+|size-\\w+|alignnone|wp-element-caption|has-(?:alpha-channel-opacity|fixed-layout)"
              + "|is-style-default|wp-caption(?:-text)?|wp-block-embed.*|is-(?:type|provider)-.*"
              + "|wp-(?:embed-aspect|has-aspect-ratio).*|attachment-\\w+|more-link");

  /** What WordPress adds to a picture whenever it shows one. */
  private static final List<String> OF_PICTURES =
      List.of(
          "srcset",
          "sizes",
          "loading",
          "decoding",
          "fetchpriority",
          "data-id",
          "data-link",
          "data-full-url");

  private static final Set<String> FRAMED = Set.of("img", "table", "a");
  private static final Pattern ADDRESS_LINE =
      Pattern.compile("(?m)^[ \\t]*(https?://[^\\s<>\"]{1,500})[ \\t]*\\r?$");
  private static final Pattern NUMBER = Pattern.compile("[?&](?:p|page_id)=(\\d{1,18})");
  private static final Pattern PHOTON =
      Pattern.compile("(?:https?:)?//i\\d\\.wp\\.com/([^?#]{1,500})(?:[?#].*)?");
  private static final int PATHOLOGICAL_DEPTH = 200;

  private final Library library;
  private final List<String> unknown = new ArrayList<>();
  private final Set<Library.Attachment> shown = new LinkedHashSet<>();

  Text(Library library) {
    this.library = library;
  }

  /** Tags and blocks that have no meaning here. */
  List<String> unknown() {
    return unknown;
  }

  /** The files that it shows and names by their numbers alone. */
  Set<Library.Attachment> shown() {
    return shown;
  }

  Converted of(Item item) {
    String content = item.field("content");
    Shortcodes shortcodes = new Shortcodes(library, item.id());
    String html;
    if (Blocks.areIn(content)) {
      Blocks blocks = new Blocks(library, Footnotes.html(item.meta(Footnotes.META)));
      html = shortcodes.written(blocks.html(content));
      unknown.addAll(blocks.unknown());
    } else {
      Matcher line = ADDRESS_LINE.matcher(content);
      String films =
          line.replaceAll(
              address -> {
                String frame = Shortcodes.frame(address.group(1).replace("&amp;", "&"));
                return Matcher.quoteReplacement(frame == null ? address.group() : frame);
              });
      html = Autop.html(shortcodes.written(films));
    }
    shown.addAll(shortcodes.shown());
    shortcodes.unknown().forEach(tag -> unknown.add("a tag without a meaning here: " + tag));
    return HtmlToMarkdown.convert(cleaned(featured(item, html) + html));
  }

  /** What themes show above a text, unless it shows it itself. */
  private String featured(Item item, String html) {
    Optional<Library.Attachment> picture = library.attachment(item.meta("_thumbnail_id"));
    picture.ifPresent(shown::add);
    return picture
        .filter(
            one -> !one.url().isEmpty() && !html.contains(one.url().replaceFirst("\\.\\w+$", "")))
        .map(Shortcodes::picture)
        .orElse("");
  }

  private String cleaned(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false);
    Element body = document.body();
    for (Element element : new ArrayList<>(body.getAllElements())) {
      clean(element);
    }
    // From the inside: what is in a frame may have been one.
    List<Element> frames = new ArrayList<>(body.select("figure, div.wp-block-embed__wrapper"));
    for (int i = frames.size() - 1; i >= 0; i--) {
      frame(frames.get(i));
    }
    return body.html().strip();
  }

  private void clean(Element element) {
    if (element.normalName().equals("div")
        && element.className().contains("wp-block-embed__wrapper")) {
      embed(element);
    }
    if (element.hasAttr("class")) {
      String kept =
          Arrays.stream(element.className().split("\\s+"))
              .filter(name -> !OWN_CLASS.matcher(name).matches())
              .collect(Collectors.joining(" "));
      if (kept.isBlank()) {
        element.removeAttr("class");
      } else {
        element.attr("class", kept);
      }
    }
    if (element.normalName().equals("img")) {
      OF_PICTURES.forEach(element::removeAttr);
    }
    if (element.normalName().equals("span")
        && element.id().matches("more-\\d+")
        && !element.hasText()) {
      element.remove();
    }
    for (String name : List.of("href", "src", "poster")) {
      if (element.hasAttr(name)) {
        element.attr(name, address(element.attr(name)));
      }
    }
  }

  private static void embed(Element wrapper) {
    String shown = Shortcodes.embed(wrapper.text().strip());
    if (shown != null && wrapper.children().isEmpty()) {
      wrapper.html(shown);
      // The figure is there already, with the caption.
      wrapper.select("figure, p").unwrap();
    }
    wrapper.unwrap();
  }

  /** A frame around one thing, that says nothing of it, is how every picture is kept. */
  private static void frame(Element frame) {
    List<Node> within =
        frame.childNodes().stream()
            .filter(node -> !(node instanceof TextNode text && text.isBlank()))
            .toList();
    boolean isOnlyFrame =
        frame.attributesSize() == 0
            && within.size() == 1
            && within.get(0) instanceof Element only
            && FRAMED.contains(only.normalName())
            && frame.parents().stream()
                .limit(PATHOLOGICAL_DEPTH)
                .noneMatch(outer -> outer.normalName().equals("figure"));
    if (isOnlyFrame && ((Element) within.get(0)).normalName().equals("table")) {
      frame.unwrap();
    } else if (isOnlyFrame) {
      frame.tagName("p");
    }
  }

  /** The site's own addresses in one spelling, and posts by their addresses instead of numbers. */
  private String address(String target) {
    String host = library.host();
    // Jetpack serves the pictures of a site under other hosts, with their sizes as a query.
    Matcher photon = PHOTON.matcher(target);
    if (photon.matches() && Library.hostOf("https://" + photon.group(1)).equals(host)) {
      return address("https://" + photon.group(1));
    }
    String rest = target.replaceFirst("^(?:https?:)?//(?:www\\.)?", "");
    boolean isOwn =
        !host.isEmpty()
            && rest.length() < target.length()
            && rest.regionMatches(true, 0, host, 0, host.length())
            && (rest.length() == host.length() || "/?#".indexOf(rest.charAt(host.length())) >= 0);
    boolean isPath = target.startsWith("/") && !target.startsWith("//");
    if (!isOwn && !isPath && !target.startsWith("?") || host.isEmpty()) {
      return target;
    }
    Matcher number = NUMBER.matcher(target);
    if (number.find() && library.path(number.group(1)).isPresent()) {
      int mark = target.indexOf('#');
      return library.address()
          + library.path(number.group(1)).get()
          + (mark < 0 ? "" : target.substring(mark));
    }
    if (!isOwn && !isPath) {
      return target;
    }
    int scheme = library.address().indexOf("://") + 3;
    int path = library.address().indexOf('/', scheme);
    String origin = path < 0 ? library.address() : library.address().substring(0, path);
    return origin + (isOwn ? rest.substring(host.length()) : target);
  }
}
