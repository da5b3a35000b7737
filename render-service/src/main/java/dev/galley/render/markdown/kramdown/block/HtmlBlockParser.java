package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.InlineParser;
import com.vladsch.flexmark.parser.block.BlockContinue;
import com.vladsch.flexmark.parser.block.BlockParser;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.HtmlTag;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.HtmlBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over the lines of HTML that was read as a whole, or waits for the tag that closes HTML
 * with Markdown in it. A container, so that the text after the closing tag is read as a block.
 */
final class HtmlBlockParser extends ContainerParser<HtmlBlock> {

  private static final int UNKNOWN = -1;

  private final int end;
  private final @Nullable String spans;
  private boolean closed;

  private HtmlBlockParser(HtmlBlock block, int end, @Nullable String spans) {
    super(block);
    this.end = end;
    this.spans = spans;
  }

  /** HTML that is known to its end. */
  static HtmlBlockParser whole(Node content, int end) {
    HtmlBlock block = new HtmlBlock(null);
    block.appendChild(content);
    return new HtmlBlockParser(block, end, null);
  }

  /** An element that is known to its end, with a text in it that the span rules read. */
  static HtmlBlockParser withSpans(Node element, String text, int end) {
    HtmlBlock block = new HtmlBlock(null);
    block.appendChild(element);
    return new HtmlBlockParser(block, end, text);
  }

  /** An element with blocks of Markdown in it. */
  static HtmlBlockParser around(HtmlTag tag) {
    return new HtmlBlockParser(new HtmlBlock(tag), UNKNOWN, null);
  }

  BlockStart startAt(BlockLine line) {
    getBlock().setChars(line.text());
    HtmlTag tag = getBlock().tag();
    int content = tag == null ? end : tag.end();
    closed = tag == null && line.index(content) <= line.length();
    return BlockStart.of(this).atIndex(Math.min(line.index(content), line.length()));
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    if (closed) {
      return BlockContinue.none();
    }
    return getBlock().tag() == null
        ? passOver(state)
        : untilClosing(state, getBlock().tag().name());
  }

  private BlockContinue passOver(ParserState state) {
    int index = end - state.getLine().getStartOffset();
    closed = index <= state.getLine().length();
    return BlockContinue.atIndex(
        Math.max(state.getIndex(), Math.min(index, state.getLine().length())));
  }

  private BlockContinue untilClosing(ParserState state, String name) {
    int start = state.getNextNonSpaceIndex();
    BasedSequence line = state.getLine();
    if (state.getIndent() <= 3 && start < line.length() && line.charAt(start) == '<') {
      Scanner scanner =
          new Scanner(line.toString(), DocumentState.of(state.getProperties()).watch());
      scanner.moveTo(start);
      if (name.equals(HtmlTag.skipClosing(scanner)) && !isForInner(state, name)) {
        closed = true;
        return BlockContinue.atIndex(scanner.at());
      }
    }
    return BlockContinue.atIndex(state.getIndex());
  }

  private boolean isForInner(ParserState state, String name) {
    List<BlockParser> open = state.getActiveBlockParsers();
    return open.subList(open.indexOf(this) + 1, open.size()).stream()
        .anyMatch(parser -> parser instanceof HtmlBlockParser inner && inner.waitsFor(name));
  }

  private boolean waitsFor(String name) {
    return !closed && getBlock().tag() != null && getBlock().tag().name().equals(name);
  }

  @Override
  public void parseInlines(InlineParser parser) {
    if (spans != null && getBlock().getFirstChild() != null) {
      parser.parse(BasedSequence.of(spans), getBlock().getFirstChild());
    }
  }
}
