package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Html;
import dev.galley.render.markdown.kramdown.text.Output;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.NoteBlock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of contents that takes the place of a list marked {@code {:toc}}. */
final class Contents {

  private static final String ALL_LEVELS = "1..6";

  private final Document document;
  private final DocumentState state;
  private final Output out;

  Contents(Document document, DocumentState state, Output out) {
    this.document = document;
    this.state = state;
    this.out = out;
  }

  void write(String list, Map<String, String> given) {
    Map<String, String> attributes = new LinkedHashMap<>(given);
    attributes.putIfAbsent("id", "markdown-toc");
    String id = attributes.getOrDefault("id", "");
    Set<Integer> levels = levels(state.option("toc_levels").orElse(ALL_LEVELS));
    Deque<Integer> open = new ArrayDeque<>();
    out.open(list, attributes);
    for (Node node : document.getDescendants()) {
      if (node instanceof Heading heading && levels.contains(heading.getLevel()) && isIn(heading)) {
        write(heading, id, list, open);
      }
    }
    close(open, 0, list);
    out.close(list).raw("\n");
  }

  private boolean isIn(Heading heading) {
    String classes = state.attributes(heading).getOrDefault("class", "");
    return !Arrays.asList(classes.split(" ")).contains("no_toc")
        && heading.getAncestorOfType(NoteBlock.class) == null;
  }

  private void write(Heading heading, String listId, String list, Deque<Integer> open) {
    boolean sibling = close(open, heading.getLevel(), list);
    if (!sibling && !open.isEmpty()) {
      out.open(list, Map.of());
    }
    open.push(heading.getLevel());
    String id = state.attributes(heading).getOrDefault("id", "");
    out.raw("<li><a").raw(Html.attribute("href", "#" + id));
    out.raw(Html.attribute("id", listId + "-" + id)).raw(">");
    new SpanWriter(out, state, null).writeInside(heading);
    out.raw("</a>");
  }

  /**
   * Closes the entries that a heading of this level cannot stand inside.
   *
   * @return whether there was one; then its list is still open
   */
  private boolean close(Deque<Integer> open, int level, String list) {
    boolean closed = false;
    while (!open.isEmpty() && open.peek() >= level) {
      out.raw(closed ? "</" + list + ">" : "").raw("</li>\n");
      open.pop();
      closed = true;
    }
    return closed;
  }

  private static Set<Integer> levels(String option) {
    String[] range = option.split("\\.\\.");
    if (range.length == 2 && range[0].matches("\\d") && range[1].matches("\\d")) {
      return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]))
          .boxed()
          .collect(Collectors.toSet());
    }
    return Arrays.stream(option.split("[ ,]+"))
        .filter(level -> level.matches("[1-6]"))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }
}
