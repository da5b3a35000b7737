package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.DataKey;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import dev.galley.render.markdown.dialect.Findings;
import dev.galley.render.markdown.dialect.Watch;
import dev.galley.render.markdown.kramdown.text.AttributeList;
import dev.galley.render.markdown.kramdown.text.WatchedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is known of one document while it is read and written. */
public final class DocumentState {

  private static final DataKey<DocumentState> KEY =
      new DataKey<>("KRAMDOWN", new DocumentState(), holder -> new DocumentState());

  private static final Pattern SPACES = Pattern.compile("[ \\t-\\r]+");

  private Watch watch = steps -> {};
  private final Map<String, LinkDefinition> definitions = new HashMap<>();
  private final Map<String, Note> notes = new HashMap<>();
  private final Abbreviations abbreviations = new Abbreviations();
  private final Map<String, AttributeList> namedLists = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();
  private final Map<Node, AttributeList> attributes = new IdentityHashMap<>();
  private final Findings findings = new Findings();

  private DocumentState() {}

  public static DocumentState of(DataHolder document) {
    return KEY.get(document);
  }

  /** flexmark passes nothing of ours through, except the text: the watch comes with it. */
  public void watchBy(BasedSequence text) {
    if (text.getBase() instanceof WatchedText watched) {
      watch = watched.watch();
    }
  }

  public Watch watch() {
    return watch;
  }

  public void define(String id, LinkDefinition definition) {
    definitions.put(normalised(id), definition);
  }

  public Optional<LinkDefinition> definition(String id) {
    return Optional.ofNullable(definitions.get(normalised(id)));
  }

  private String normalised(String id) {
    watch.tick(id.length());
    return SPACES.matcher(id).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  public void define(Note note) {
    notes.put(note.name(), note);
  }

  public Optional<Note> note(String name) {
    return Optional.ofNullable(notes.get(name));
  }

  public Abbreviations abbreviations() {
    return abbreviations;
  }

  public void name(String name, AttributeList list) {
    namedLists.merge(
        name,
        list,
        (before, more) -> {
          more.applyTo(before.attributes());
          return before;
        });
  }

  /** The list with what its references stand for. */
  public AttributeList resolve(AttributeList list) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String reference : list.references()) {
      AttributeList named = namedLists.get(reference);
      if (named != null) {
        named.applyTo(all);
      }
    }
    list.applyTo(all);
    return new AttributeList(all, list.references());
  }

  public void option(String name, String value) {
    options.put(name, value);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** A block's attributes, which can be changed. */
  public Map<String, String> attributes(Node block) {
    return listOf(block).attributes();
  }

  public boolean hasReference(Node block, String reference) {
    return listOf(block).references().contains(reference);
  }

  public void addTo(Node block, AttributeList list) {
    resolve(list).applyTo(attributes(block));
    listOf(block).references().addAll(list.references());
  }

  private AttributeList listOf(Node block) {
    return attributes.computeIfAbsent(
        block, key -> new AttributeList(new LinkedHashMap<>(), new ArrayList<>()));
  }

  /** What the author probably did not mean. */
  public Findings findings() {
    return findings;
  }
}
