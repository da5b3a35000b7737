package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockStart;
import dev.galley.render.markdown.kramdown.text.AttributeList;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Marker;
import dev.galley.render.markdown.kramdown.tree.RawSpan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines in braces: attributes for the block beside them, named lists of attributes, options,
 * comments. And the caret, which ends a block.
 */
final class ExtensionBlockRule implements BlockRule {

  private static final Pattern NAMED = Pattern.compile("\\{:(\\w[\\w-]*):((?:\\\\}|[^}])+)}\\s*");
  private static final Pattern ATTRIBUTES = Pattern.compile("\\{:(?![:/])((?:\\\\}|[^}])+)}\\s*");
  private static final Pattern OPTIONS = Pattern.compile("\\{::options\\s([^}]*?)/?}\\s*");
  private static final Pattern COMMENT_END = end("comment");
  private static final Pattern NO_MARKDOWN_END = end("nomarkdown");
  private static final Pattern COMMENT = Pattern.compile("\\{::(comment|nomarkdown)[^}]*}\\s*");

  @Override
  public @Nullable BlockStart start(BlockLine line) {
    String text = line.text().toString();
    if (text.startsWith("^") && Characters.isBlank(text.substring(1)) && line.indent() == 0) {
      return marker(line, null);
    }
    return text.startsWith("{:") ? extension(line, text) : null;
  }

  private static @Nullable BlockStart extension(BlockLine line, String text) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      line.document().name(named.group(1), AttributeList.of(named.group(2)));
      return marker(line, null);
    }
    Matcher attributes = ATTRIBUTES.matcher(text);
    if (attributes.matches()) {
      return marker(line, AttributeList.of(attributes.group(1)));
    }
    return line.isInParagraph() ? null : directive(line, text);
  }

  private static @Nullable BlockStart directive(BlockLine line, String text) {
    Matcher options = OPTIONS.matcher(text);
    if (options.matches()) {
      AttributeList.of(options.group(1)).attributes().forEach(line.document()::option);
      return marker(line, null);
    }
    Matcher body = COMMENT.matcher(text);
    return body.matches() ? withBody(line, body.group(1)) : null;
  }

  private static @Nullable BlockStart withBody(BlockLine line, String name) {
    Scanner scanner = line.scanner();
    int start = scanner.find("\n", scanner.at()) + 1;
    Matcher end = scanner.find(name.equals("comment") ? COMMENT_END : NO_MARKDOWN_END);
    if (start == 0 || end == null) {
      return null;
    }
    String html =
        name.equals("comment") ? "" : scanner.text().substring(start, Math.max(start, end.start()));
    return HtmlBlockParser.whole(new RawSpan(html), end.end()).startAt(line);
  }

  private static Pattern end(String name) {
    return Pattern.compile("\\n {0,3}\\{:/(?:" + name + ")?}[ \\t]*(?=\\n|$)");
  }

  private static BlockStart marker(BlockLine line, @Nullable AttributeList attributes) {
    return BlockStart.of(new LineBlockParser(new Marker(line.text(), attributes), 0))
        .atIndex(line.length());
  }
}
