package dev.galley.post.transfer.ghost;

import dev.galley.post.engine.SiteExport;
import dev.galley.post.snip.WrittenManuscript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON that Ghost exports, of its versions 0.5 to 6. Tags and authors may stand behind the
 * posts that have them, so the file is read twice.
 */
public final class GhostExport implements SiteExport {

  /** Not the database of Hexo, which begins the same. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\A\\uFEFF?\\s*\\{\\s*"
              + "(?:\"db\"\\s*:\\s*\\[\\s*\\{\\s*\"(?:meta|data)\"\\s*:\\s*\\{"
              + "|\"meta\"\\s*:\\s*\\{\\s*\"(?:exported_on|version)\"\\s*:"
              + "(?!\\s*\\d+\\s*,\\s*\"warehouse\"))");

  private static final Pattern CONTENT =
      Pattern.compile("(?:.*?/)??(content/(?:images|media|files)/.+)");

  /** The same folders by themselves, perhaps in the one that was packed. */
  private static final Pattern WITHOUT_CONTENT =
      Pattern.compile("(?:[^/]+/){0,2}((?:images|media|files)/.+)");

  /** What Ghost makes of pictures for small screens, and keeps of them as they came. */
  private static final Pattern MADE = Pattern.compile("content/images/(?:size|thumbnail)/.*");

  @Override
  public String system() {
    return "Ghost";
  }

  @Override
  public boolean begins(String head) {
    return BEGINNING.matcher(head).find();
  }

  @Override
  public Optional<String> served(String path) {
    Matcher content = CONTENT.matcher(path);
    Matcher without = WITHOUT_CONTENT.matcher(path);
    Optional<String> address =
        content.matches()
            ? Optional.of(content.group(1))
            : without.matches() && !path.contains("content/")
                ? Optional.of("content/" + without.group(1))
                : Optional.empty();
    return address.filter(one -> !MADE.matcher(one).matches());
  }

  @Override
  public Said read(
      List<Path> files,
      Function<String, Optional<byte[]>> beside,
      Consumer<Consumer<Map<String, Object>>> here,
      Consumer<WrittenManuscript> posts)
      throws IOException {
    Path file = files.get(0);
    Relations relations = new Relations();
    Tables.read(file, Relations.TABLES, relations::add);
    Routes routes = Routes.beside(beside);
    Map<String, List<String>> remarks = new HashMap<>();
    Tables.read(
        file,
        Set.of("posts"),
        (table, row) -> {
          GhostPost post = new GhostPost(row, relations, routes);
          WrittenManuscript written = post.written();
          if (!post.remarks().isEmpty()) {
            remarks.put(written.path(), post.remarks());
          }
          posts.accept(written);
        });
    return new Said("", notes(relations, routes), remarks, List.of());
  }

  private static List<String> notes(Relations relations, Routes routes) {
    List<String> notes = new ArrayList<>(routes.notes());
    notes.add("Ghost does not export its own address; --authority says whose the feeds' ids are");
    if (relations.count("posts") == 0) {
      notes.add("there are no posts in this export: its list of them is empty or missing");
    }
    if (relations.count("members") > 0 || relations.count("newsletters") > 0) {
      notes.add(
          "members are not in this export: bring the CSV that Ghost exports of them to the"
              + " subscribers");
    }
    return notes;
  }
}
