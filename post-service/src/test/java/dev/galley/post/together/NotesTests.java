package dev.galley.post.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.store.MongoStore;
import dev.galley.post.together.Note.Resolved;
import dev.galley.post.together.Note.Writer;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotesTests {

  private static final Writer CHRIS = new Writer("chris", "Chris");
  private static final Instant NOW = Instant.parse("2017-11-03T12:00:00Z");

  @RegisterExtension static final MongoStore store = new MongoStore();

  /** Else the limit would let in more the more notes are resolved. */
  @Test
  void keepTheirPlacesWhenTheyChange() {
    Notes notes = new Notes(store.database());
    notes.createIndexes();
    Note note = new Note("1", "week-459", 1, CHRIS, "Why?", NOW, null, null, null, List.of());
    notes.add(note);
    Object place = stored().get("place");

    Note resolved = notes.change(note, open -> open.resolved(new Resolved(CHRIS, NOW)));

    assertThat(stored().get("place")).isNotNull().isEqualTo(place);
    assertThat(notes.find("week-459", "1")).contains(resolved);
  }

  private static Document stored() {
    return store.database().getCollection("notes").find().first();
  }
}
