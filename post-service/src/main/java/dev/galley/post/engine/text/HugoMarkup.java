package dev.galley.post.engine.text;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Values;

/** What the configuration of a site of Hugo says of Markdown. */
public final class HugoMarkup {

  private HugoMarkup() {}

  /** Whether its pages are without the HTML in it, as they are unless that is allowed. */
  public static boolean omitsHtml(Configuration configuration) {
    Configuration markup = within(configuration, "markup");
    // In the years before this was so, another program read Markdown.
    boolean isOlder =
        configuration.value("blackfriday").isPresent()
            || markup.text("defaultMarkdownHandler").filter("blackfriday"::equals).isPresent();
    return !isOlder && !within(within(markup, "goldmark"), "renderer").isTrue("unsafe");
  }

  /** Whether a line of attributes may stand below a block. */
  static boolean hasBlockAttributes(Configuration configuration) {
    Configuration parser = within(within(within(configuration, "markup"), "goldmark"), "parser");
    return within(parser, "attribute").isTrue("block");
  }

  private static Configuration within(Configuration configuration, String name) {
    return new Configuration(Values.named(configuration.value(name).orElse("")), null);
  }
}
