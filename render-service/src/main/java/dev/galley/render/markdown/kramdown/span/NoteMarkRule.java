package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.dialect.Finding.Code;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Note;
import dev.galley.render.markdown.kramdown.tree.NoteMark;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code [^1]}. */
final class NoteMarkRule implements SpanRule {

  private static final Pattern MARK = Pattern.compile("\\[\\^(\\w[\\w-]*)]");

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    Matcher match = scanner.peek(0) == '[' ? scanner.match(MARK) : null;
    if (match == null) {
      return false;
    }
    Optional<Note> note = spans.document().note(match.group(1));
    if (note.isPresent()) {
      spans.add(new NoteMark(note.get()));
    } else {
      spans
          .document()
          .findings()
          .add(Code.UNDEFINED_FOOTNOTE, "A footnote is not defined", match.group());
      spans.text(match.group());
    }
    scanner.moveTo(match.end());
    return true;
  }
}
