package dev.galley.post.transfer;

import dev.galley.event.AssetEvent;
import dev.galley.post.asset.AssetFacts;
import dev.galley.post.asset.AssetName;
import dev.galley.post.asset.AssetTable;
import dev.galley.post.asset.AssetTable.Line;
import dev.galley.post.transfer.ArchiveContents.Item;
import dev.galley.web.OneLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the table of an archive says of its images. What is wrong in it is noted and left out, for
 * it ends no import. Safe for many threads.
 */
final class ImageTable {

  private static final int MAX_NOTES = 20;
  private static final int MAX_SHOWN_CHARS = 200;
  private static final String LED_FROM = "/" + ArchiveContents.IMAGES;

  /** Where the files lie that it names, in the archive. */
  private final String folder;

  private final Map<String, Item> images;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, AssetFacts> facts = new HashMap<>();

  /** Whose a name is, by its key: no two files can have names of one. */
  private final Map<String, Item> owners = new HashMap<>();

  private final TreeMap<Long, String> notes = new TreeMap<>();
  private boolean isMoreWrong;
  private @Nullable String broken;

  private ImageTable(String folder, List<Item> images) {
    this.folder = folder;
    this.images = new HashMap<>();
    for (Item image : images) {
      this.images.putIfAbsent(image.source(), image);
      owners.putIfAbsent(AssetName.key(image.path()), image);
    }
  }

  /** Of an archive without one. */
  static ImageTable none() {
    return new ImageTable("", List.of());
  }

  /** Where the table of an archive would be: beside all else, also in one folder around all. */
  static Optional<String> find(Collection<String> paths) {
    return paths.stream()
        .filter(path -> path.substring(path.lastIndexOf('/') + 1).equals(AssetTable.NAME))
        .filter(path -> path.indexOf('/') == path.lastIndexOf('/'))
        .filter(path -> paths.stream().allMatch(other -> other.startsWith(folder(path))))
        .findFirst();
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /**
   * Reads a table.
   *
   * @param path of it
   * @param images of the archive
   */
  static ImageTable read(String path, byte[] bytes, List<Item> images) {
    ImageTable table = new ImageTable(folder(path), images);
    try {
      AssetTable.read(new ByteArrayInputStream(bytes), table::take);
    } catch (IOException e) {
      table.broken = shown(String.valueOf(e.getMessage()));
    }
    return table;
  }

  private void take(Line line) {
    String path = Normalizer.normalize(folder + line.file(), Normalizer.Form.NFC);
    Item image = images.get(path);
    if (image == null) {
      note(line, "there is no file " + line.file());
    } else if (lines.putIfAbsent(path, line) != null) {
      note(line, "there is a line of " + line.file() + " before");
    } else {
      facts.put(path, facts(line, image));
    }
  }

  private AssetFacts facts(Line line, Item image) {
    String name = line.name();
    if (name != null && !name.replaceFirst("^/", "").equals(image.path())) {
      note(line, "here it is " + image.path());
    }
    String alt = line.alt();
    if (alt != null && (alt.length() > AssetFacts.MAX_ALT_CHARS || !OneLine.Rule.isOneLine(alt))) {
      note(line, "its alt is not one line of at most " + AssetFacts.MAX_ALT_CHARS + " characters");
      alt = null;
    }
    if (alt != null && line.decorative()) {
      note(line, "it has an alt, so it is not decorative");
    }
    return new AssetFacts(
        former(line, image),
        alt,
        alt == null && line.decorative(),
        line.isPrivate() == null ? null : !line.isPrivate());
  }

  private List<String> former(Line line, Item image) {
    if (line.former().size() >= AssetEvent.MAX_NAMES) {
      note(
          line,
          "it has more than " + AssetEvent.MAX_NAMES + " names, so its old addresses are left out");
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String address : line.former()) {
      if (!address.startsWith(LED_FROM)) {
        note(line, "its old address " + address + " is not below " + LED_FROM);
      } else if (image
          != owners.computeIfAbsent(AssetName.key(address.substring(1)), key -> image)) {
        note(line, "its old address " + address + " is that of another file");
      } else {
        names.add(address.substring(1));
      }
    }
    return names;
  }

  /** What it says of an image. */
  AssetFacts of(Item image) {
    return facts.getOrDefault(image.source(), AssetFacts.NONE);
  }

  /** Notes that an image cannot have its old addresses. */
  void refused(Item image, String reason) {
    note(
        Objects.requireNonNull(lines.get(image.source())),
        "its old addresses are left out: " + reason);
  }

  private synchronized void note(Line line, String what) {
    notes.merge(line.number(), shown(what), (one, other) -> one + "; " + other);
    if (notes.size() > MAX_NOTES) {
      notes.pollLastEntry();
      isMoreWrong = true;
    }
  }

  private static String shown(String text) {
    String line = OneLine.Rule.folded(text);
    return line.length() <= MAX_SHOWN_CHARS ? line : line.substring(0, MAX_SHOWN_CHARS) + "…";
  }

  /** Whether all of it could be read, so that what it does not mention is known to be public. */
  boolean isWhole() {
    return broken == null;
  }

  /** What is wrong in it, for people. */
  synchronized List<String> notes() {
    List<String> all = new ArrayList<>();
    notes.forEach((line, what) -> all.add(AssetTable.NAME + ", line " + line + ": " + what));
    if (isMoreWrong) {
      all.add(AssetTable.NAME + ": more lines are wrong; these are the first");
    }
    if (broken != null) {
      all.add(
          AssetTable.NAME
              + " cannot be read: "
              + broken
              + ". Nobody is shown what no post uses, for it may be private; mend the table and import again");
    }
    return all;
  }
}
