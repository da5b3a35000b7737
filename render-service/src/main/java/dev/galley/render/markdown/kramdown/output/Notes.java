package dev.galley.render.markdown.kramdown.output;

import dev.galley.render.markdown.kramdown.tree.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The footnotes that were referred to, numbered by their first reference. */
final class Notes {

  /**
   * A reference to a note.
   *
   * @param number the note's number
   * @param repeat how many references to it came before
   */
  record Reference(Note note, int number, int repeat) {

    String anchor() {
      return note.name() + (repeat == 0 ? "" : ":" + repeat);
    }
  }

  private final List<Note> inOrder = new ArrayList<>();
  private final Map<String, Reference> latest = new HashMap<>();

  Reference refer(Note note) {
    Reference before = latest.get(note.name());
    if (before == null) {
      inOrder.add(note);
    }
    Reference reference =
        before == null
            ? new Reference(note, inOrder.size(), 0)
            : new Reference(note, before.number(), before.repeat() + 1);
    latest.put(note.name(), reference);
    return reference;
  }

  boolean has(int index) {
    return index < inOrder.size();
  }

  Note get(int index) {
    return inOrder.get(index);
  }

  int references(Note note) {
    Reference last = latest.get(note.name());
    return last == null ? 0 : last.repeat() + 1;
  }
}
