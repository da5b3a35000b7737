package dev.galley.post.engine.text;

import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.snip.SnipPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Writes a text so that it means here what its engine makes of it, and says what it cannot. */
public final class Rewriting {

  /** What makes MDX more than Markdown. */
  private static final Pattern COMPONENT =
      Pattern.compile("(?m)^(?:import|export)\\s|<[A-Z]\\w*[\\s/>]|\\{/\\*");

  private static final Pattern MDX_COMMENT = Pattern.compile("\\{\\s{0,20}/\\*");
  private static final Pattern MDX_COMMENT_END = Pattern.compile("\\*/\\s{0,20}}");

  private final Layout layout;
  private final OwnTags ownTags;
  private final boolean isVault;

  public Rewriting(Layout layout, OwnTags ownTags, boolean isVault) {
    this.layout = layout;
    this.ownTags = ownTags;
    this.isVault = isVault;
  }

  /**
   * A text as it is here.
   *
   * @param restrictions what it holds that must not be shown as it is
   * @param warnings what of it has no meaning here
   */
  public record Rewritten(String body, List<String> restrictions, List<String> warnings) {

    private Rewritten(String body) {
      this(body, new ArrayList<>(), new ArrayList<>());
    }

    private Rewritten with(String changed) {
      return new Rewritten(changed, restrictions, warnings);
    }
  }

  /**
   * The text of a post.
   *
   * @param meant the address here of what a tag names
   * @param linked what a link leads to here
   */
  public Rewritten body(
      SnipPath path,
      Manuscript manuscript,
      Function<String, Optional<String>> meant,
      UnaryOperator<String> linked) {
    Rewritten text = withoutTags(manuscript, meant);
    if (path.extension().equals("mdx")) {
      text = text.with(withoutComments(text.body()));
      if (COMPONENT.matcher(text.body()).find()) {
        text.restrictions().add("it holds components of a program, which are not run here");
      }
    }
    return manuscript.format() == SnipFormat.HTML
        ? text.with(References.replaced(text.body(), linked))
        : text.with(Prose.changed(markdown(text), prose -> References.replaced(prose, linked)));
  }

  private Rewritten withoutTags(Manuscript manuscript, Function<String, Optional<String>> meant) {
    Engine engine = layout.engine();
    if (engine == null || !holdsTags(manuscript)) {
      return new Rewritten(manuscript.body());
    }
    Shortcodes shortcodes =
        new Shortcodes(
            engine,
            ownTags,
            name ->
                Optional.ofNullable(values(manuscript).get(name)).or(() -> said(name, manuscript)),
            meant);
    Rewritten text = new Rewritten(shortcodes.written(manuscript.body()));
    if (!shortcodes.unknown().isEmpty()) {
      text.restrictions().add("it holds tags of its engine that have no meaning here");
      shortcodes
          .unknown()
          .forEach(tag -> text.warnings().add("a tag without a meaning here: " + tag));
    }
    return text;
  }

  private static String withoutComments(String mdx) {
    return Prose.changed(
        mdx,
        text ->
            Pairs.replaced(text, MDX_COMMENT, MDX_COMMENT_END, text.length(), (open, inner) -> ""));
  }

  private String markdown(Rewritten text) {
    Engine engine = layout.engine();
    String body = isVault ? Obsidian.withoutComments(text.body()) : text.body();
    if (isVault && Obsidian.hasComments(body)) {
      text.restrictions().add("it holds a comment of Obsidian (%%) whose end cannot be told");
    }
    if (engine != Engine.EXPORT) {
      text.warnings().addAll(Obsidian.warnings(body));
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
  public SnipFormat format(Manuscript manuscript) {
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
