package dev.galley.render.markdown.kramdown.block;

import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A heading's text and the id that may stand at its end, {@code {#id}}.
 *
 * @param id null where none is given
 */
record HeadingText(BasedSequence text, @Nullable String id) {

  private static final Pattern ID = Pattern.compile("[\\t ]\\{#([\\p{L}_:][\\p{L}\\p{N}_:.-]*)}$");

  static HeadingText of(BasedSequence line) {
    BasedSequence text = line.trim();
    Matcher id = ID.matcher(text);
    return id.find()
        ? new HeadingText(text.subSequence(0, id.start()).trimEnd(), id.group(1))
        : new HeadingText(text, null);
  }

  BlockStart start(BlockLine line, int level) {
    Heading heading = new Heading(text);
    heading.setLevel(level);
    heading.setText(text);
    if (id != null) {
      line.document().attributes(heading).put("id", id);
    }
    return BlockStart.of(new LineBlockParser(heading, parser -> parser.parse(text, heading), 0))
        .atIndex(line.length());
  }
}
