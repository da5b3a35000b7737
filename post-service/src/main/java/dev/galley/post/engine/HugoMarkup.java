package dev.galley.post.engine;

/** What the configuration of a site of Hugo says of Markdown. */
final class HugoMarkup {

  private HugoMarkup() {}

  /** Whether its pages are without the HTML in it, as they are unless that is allowed. */
  static boolean omitsHtml(Configuration configuration) {
    Configuration markup =
        new Configuration(Values.named(configuration.value("markup").orElse("")), null);
    // In the years before this was so, another program read Markdown.
    boolean isOlder =
        configuration.value("blackfriday").isPresent()
            || markup.text("defaultMarkdownHandler").filter("blackfriday"::equals).isPresent();
    Object renderer =
        Values.value(Values.named(markup.value("goldmark").orElse("")), "renderer").orElse("");
    return !isOlder
        && Values.text(Values.named(renderer), "unsafe").filter("true"::equals).isEmpty();
  }
}
