package dev.galley.render.markdown.kramdown.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What kramdown knows of HTML's elements; the lists are its own. */
public final class HtmlElements {

  /** How the content of an element with {@code markdown="1"} is read. */
  public enum Content {
    BLOCK,
    SPAN,
    RAW
  }

  private static final Set<String> BLOCK_CONTENT =
      words(
          "address applet article aside blockquote body dd details div dl fieldset figure figcaption"
              + " footer form header hgroup iframe li main map menu nav noscript object section summary td");

  private static final Set<String> SPAN_CONTENT =
      words(
          "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend"
              + " optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt");

  private static final Set<String> RAW_CONTENT =
      words("script style math option textarea pre code kbd samp var");

  private static final Set<String> SPANS =
      words(
          "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q"
              + " rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var");

  private static final Set<String> BLOCKS =
      words(
          "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset"
              + " figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li"
              + " main map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul");

  private static final Set<String> VOID =
      words("area base br col command embed hr img input keygen link meta param source track wbr");

  private HtmlElements() {}

  /** The name in lower case where the element is known; else as it is. */
  static String normalised(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean known =
        SPANS.contains(lower)
            || BLOCKS.contains(lower)
            || VOID.contains(lower)
            || BLOCK_CONTENT.contains(lower)
            || SPAN_CONTENT.contains(lower)
            || RAW_CONTENT.contains(lower);
    return known ? lower : name;
  }

  public static Content content(String name) {
    if (BLOCK_CONTENT.contains(name)) {
      return Content.BLOCK;
    }
    return SPAN_CONTENT.contains(name) ? Content.SPAN : Content.RAW;
  }

  public static boolean isSpan(String name) {
    return SPANS.contains(name.toLowerCase(Locale.ROOT));
  }

  public static boolean isBlock(String name) {
    return BLOCKS.contains(name);
  }

  public static boolean isVoid(String name) {
    return VOID.contains(name);
  }

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.split(" ")));
  }
}
