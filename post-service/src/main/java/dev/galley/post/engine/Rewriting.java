package dev.galley.post.engine;

import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.snip.SnipPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a text so that it means here what its engine makes of it, and says what it cannot. */
final class Rewriting {

  /** What makes MDX more than Markdown. */
  private static final Pattern COMPONENT =
      Pattern.compile("(?m)^(?:import|export)\\s|<[A-Z]\\w*[\\s/>]|\\{/\\*");

  private static final Pattern MDX_COMMENT = Pattern.compile("\\{\\s{0,20}/\\*");
  private static final Pattern MDX_COMMENT_END = Pattern.compile("\\*/\\s{0,20}}");

  private final Layout layout;
  private final Links links;
  private final OwnTags ownTags;
  private final boolean isVault;

  Rewriting(Layout layout, Links links, OwnTags ownTags, boolean isVault) {
    this.layout = layout;
    this.links = links;
    this.ownTags = ownTags;
    this.isVault = isVault;
  }

  /**
   * The text of a post.
   *
   * @param restrictions takes up what it holds that must not be shown as it is
   * @param warnings takes up what of it has no meaning here
   */
  String body(
      SnipPath path,
      Place place,
      Manuscript manuscript,
      List<String> restrictions,
      List<String> warnings) {
    String body = withoutTags(path.path(), place.address(), manuscript, restrictions, warnings);
    if (path.extension().equals("mdx")) {
      body = withoutComments(body);
      if (COMPONENT.matcher(body).find()) {
        restrictions.add("it holds components of a program, which are not run here");
      }
    }
    return manuscript.format() == SnipFormat.HTML
        ? links.linked(path, place, body, warnings)
        : Prose.changed(
            markdown(body, restrictions, warnings),
            text -> links.linked(path, place, text, warnings));
  }

  private String withoutTags(
      String path,
      String address,
      Manuscript manuscript,
      List<String> restrictions,
      List<String> warnings) {
    Engine engine = layout.engine();
    if (engine == null || !holdsTags(manuscript)) {
      return manuscript.body();
    }
    Shortcodes shortcodes =
        new Shortcodes(
            engine,
            ownTags,
            name ->
                Optional.ofNullable(values(manuscript).get(name)).or(() -> said(name, manuscript)),
            target -> links.meant(target, path, address));
    String body = shortcodes.written(manuscript.body());
    if (!shortcodes.unknown().isEmpty()) {
      restrictions.add("it holds tags of its engine that have no meaning here");
      shortcodes.unknown().forEach(tag -> warnings.add("a tag without a meaning here: " + tag));
    }
    return body;
  }

  private static String withoutComments(String mdx) {
    return Prose.changed(
        mdx,
        text ->
            Pairs.replaced(text, MDX_COMMENT, MDX_COMMENT_END, text.length(), (open, inner) -> ""));
  }

  private String markdown(String text, List<String> restrictions, List<String> warnings) {
    Engine engine = layout.engine();
    String body = isVault ? Obsidian.withoutComments(text) : text;
    if (isVault && Obsidian.hasComments(body)) {
      restrictions.add("it holds a comment of Obsidian (%%) whose end cannot be told");
    }
    if (engine != Engine.EXPORT) {
      warnings.addAll(Obsidian.warnings(body));
    }
    boolean isOfHugo = engine == Engine.HUGO;
    body = isOfHugo ? DefinitionLists.written(body) : body;
    return engine != null && engine.hasHeadingAttributes()
        ? HeadingAttributes.written(
            body, isOfHugo && HugoMarkup.hasBlockAttributes(layout.configuration()))
        : body;
  }

  /** Jekyll leaves tags as they are written where a post says so. */
  private boolean holdsTags(Manuscript manuscript) {
    return !layout.isOf(Engine.EXPORT)
        && (!layout.isOf(Engine.JEKYLL)
            || Values.text(manuscript.metadata(), "render_with_liquid")
                .filter("false"::equalsIgnoreCase)
                .isEmpty());
  }

  /** Most texts are the same in both; others keep what their engine reads them by. */
  SnipFormat format(Manuscript manuscript) {
    boolean isKramdown =
        layout.isOf(Engine.JEKYLL)
            && manuscript.format() == SnipFormat.GFM
            && Values.value(manuscript.metadata(), "format").isEmpty()
            && layout
                .configuration()
                .text("markdown")
                .orElse("kramdown")
                .equalsIgnoreCase("kramdown")
            && KramdownMarks.areIn(manuscript.body());
    return isKramdown ? SnipFormat.KRAMDOWN : manuscript.format();
  }

  /** What the names in tags stand for that every site has. */
  private Map<String, String> values(Manuscript manuscript) {
    return Map.of(
        "site.baseurl",
        "",
        "site.url",
        "",
        "site.title",
        layout.configuration().text("title").orElse(""),
        "page.title",
        manuscript.title());
  }

  /**
   * Jekyll shows by its name what its layout.configuration() or a post's front matter says in one
   * word.
   */
  private Optional<String> said(String name, Manuscript manuscript) {
    int dot = name.indexOf('.');
    Object value =
        !layout.isOf(Engine.JEKYLL) || dot < 0
            ? null
            : name.startsWith("site.")
                ? layout.configuration().values()
                : name.startsWith("page.") ? manuscript.metadata() : null;
    for (String part : name.substring(dot + 1).split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return value == null || value instanceof Map || value instanceof List
        ? Optional.empty()
        : Optional.of(value.toString());
  }
}
