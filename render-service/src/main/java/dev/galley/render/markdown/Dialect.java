package dev.galley.render.markdown;

import com.vladsch.flexmark.ext.footnotes.FootnoteExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.ParserEmulationProfile;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.List;

/**
 * kramdown's GFM dialect on flexmark. Parser and renderer are built once and are thread-safe; they
 * are NOT safe for hostile input without the guard around them.
 */
final class Dialect {

  private static final int MAX_HTML_CHARS = 8 * 1024 * 1024;

  private final Parser parser;
  private final HtmlRenderer renderer;

  Dialect() {
    MutableDataSet options = new MutableDataSet();
    options.setFrom(ParserEmulationProfile.KRAMDOWN);
    options.set(Parser.EXTENSIONS, List.of(FootnoteExtension.create()));
    parser = Parser.builder(options).build();
    renderer = HtmlRenderer.builder(options).build();
  }

  String toHtml(String text, Deadline deadline, Findings findings) {
    Node document = parser.parse(BasedSequence.of(new WatchedText(text, deadline)));
    BoundedOutput out = new BoundedOutput(MAX_HTML_CHARS, deadline);
    renderer.render(document, out);
    return out.toString();
  }
}
