package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.parser.block.BlockParser;
import com.vladsch.flexmark.parser.block.MatchedBlockParser;
import com.vladsch.flexmark.parser.block.ParserState;
import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.kramdown.text.HtmlElements;
import dev.galley.render.markdown.kramdown.text.Lines;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.HtmlBlock;
import dev.galley.render.markdown.kramdown.tree.NoteBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line at which a block may begin. */
final class BlockLine {

  static final int MAX_INDENT = 3;

  // kramdown's LAZY_END: attributes in braces, the caret, and tags of blocks.
  private static final Pattern LAZY_END =
      Pattern.compile("\\{:(?![:/])[^}]+}\\s*|\\^\\s*|</?(?<tag>[\\p{L}_][\\w.:-]*).*");

  private final ParserState state;
  private final MatchedBlockParser matched;
  private final DocumentState document;

  BlockLine(ParserState state, MatchedBlockParser matched) {
    this.state = state;
    this.matched = matched;
    this.document = DocumentState.of(state.getProperties());
    document.watchBy(state.getLine());
  }

  DocumentState document() {
    return document;
  }

  /** Whether no more than three spaces stand before the text: four would make it code. */
  boolean isFlush() {
    return state.getIndent() <= MAX_INDENT;
  }

  int indent() {
    return state.getIndent();
  }

  /** The first character that is no space, or {@link Scanner#NONE}. */
  char first() {
    int index = state.getNextNonSpaceIndex();
    return index < state.getLine().length() ? state.getLine().charAt(index) : Scanner.NONE;
  }

  /** Where the text goes on after a mark and a space. */
  int afterMark(int length) {
    int index = state.getNextNonSpaceIndex() + length;
    boolean space = index < length() && state.getLine().charAt(index) == ' ';
    return space ? index + 1 : index;
  }

  /** Whether a line, without being blank, ends a quotation that does not show on it. */
  static boolean endsLazily(ParserState state) {
    BasedSequence text = state.getLine().subSequence(state.getNextNonSpaceIndex());
    char first = text.charAt(0);
    if (state.getIndent() > MAX_INDENT || (first != '{' && first != '^' && first != '<')) {
      return false;
    }
    Matcher end = LAZY_END.matcher(text);
    return end.matches()
        && (end.group("tag") == null
            || !(HtmlElements.isSpan(end.group("tag")) || end.group("tag").equals("script")));
  }

  /** The line from its first character that is no space on. */
  BasedSequence text() {
    return state.getLine().subSequence(Math.min(state.getNextNonSpaceIndex(), length()));
  }

  int length() {
    return state.getLine().length();
  }

  /** The index in the line of a place in the document. */
  int index(int offset) {
    return offset - state.getLine().getStartOffset();
  }

  /** A scanner over the whole document, at this line's first character that is no space. */
  Scanner scanner() {
    Scanner scanner = new Scanner(state.getLine().getBase().toString(), document.watch());
    scanner.moveTo(text().getStartOffset());
    return scanner;
  }

  /** Whether the line goes on a paragraph, be it that of a list or quotation around it. */
  boolean isInParagraph() {
    return continuesParagraph()
        || (state.getActiveBlockParser().isParagraphParser() && isLazyContinuation());
  }

  /** Only lists and quotations take lines that do not show that they belong to them. */
  private boolean isLazyContinuation() {
    List<BlockParser> open = state.getActiveBlockParsers();
    return open.subList(open.indexOf(matched.getBlockParser()) + 1, open.size()).stream()
        .map(BlockParser::getBlock)
        .noneMatch(block -> block instanceof NoteBlock || block instanceof HtmlBlock);
  }

  /** Whether the line goes on a paragraph at its own level. */
  boolean continuesParagraph() {
    return matched.getBlockParser().isParagraphParser();
  }

  /** The paragraph's text so far. */
  BasedSequence paragraph() {
    return matched.getParagraphContent();
  }

  List<BasedSequence> paragraphLines() {
    return matched.getParagraphLines();
  }

  /** What comes before the line in its container, or null. */
  @Nullable Node before() {
    return matched.getBlockParser().getBlock().getLastChild();
  }

  /** Whether there is one blank line between the line and a block before it. */
  boolean isOneBlankBehind(Node block) {
    BasedSequence text = text();
    int from = block.getChars().trimEnd().getEndOffset();
    return text.getBaseSequence()
            .subSequence(from, text.getStartOffset())
            .countOfAny(c -> c == '\n')
        == 2;
  }

  /** What comes before the paragraph in its container, or null. */
  @Nullable Node beforeParagraph() {
    Block paragraph = matched.getBlockParser().getBlock();
    return paragraph.getPrevious();
  }

  /** Another line of the document without the marks of the quotations and lists around this one. */
  String withoutPrefix(String other) {
    BasedSequence line = state.getLine();
    int width = Math.min(state.getIndex(), line.length());
    boolean quoted = line.subSequence(0, width).indexOf('>') >= 0;
    int at = 0;
    while (at < Math.min(width, other.length())
        && (other.charAt(at) == ' '
            || other.charAt(at) == '\t'
            || (quoted && other.charAt(at) == '>'))) {
      at++;
    }
    return other.substring(at);
  }

  /** The following line without those marks, empty where there is none. */
  String next() {
    List<String> following = following(1);
    return following.isEmpty() ? "" : following.get(0);
  }

  /** The following lines without those marks, at most so many. */
  List<String> following(int limit) {
    Scanner scanner = scanner();
    String text = scanner.text();
    List<String> lines = new ArrayList<>();
    int start = scanner.find("\n", scanner.at()) + 1;
    while (start > 0 && lines.size() < limit) {
      int end = scanner.find("\n", start);
      lines.add(withoutPrefix(text.substring(start, end < 0 ? text.length() : end)));
      start = end + 1;
    }
    return lines;
  }

  /** A text of several lines that began in this one, without the marks of quotations around it. */
  String unquoted(String text) {
    BasedSequence line = state.getLine();
    boolean quoted =
        line.subSequence(0, Math.min(state.getIndex(), line.length())).indexOf('>') >= 0;
    return quoted ? text.replaceAll("\n {0,3}(?:>|&gt;) ?", "\n") : text;
  }

  /** Whether the line before is blank, or this is the first one in its container. */
  boolean isAfterBoundary() {
    return matched.getBlockParser().getBlock().getFirstChild() == null
        || Lines.isAfterBlank(text());
  }
}
