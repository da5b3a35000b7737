package dev.galley.local.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * What the commits say is done: the lines at the end of their messages are all that is remembered.
 */
final class Commits {

  static final String POST = "Galley-Post";
  static final String REVISION = "Galley-Revision";
  static final String FILE = "Galley-File";
  static final String PICTURE = "Galley-Picture";
  static final String POSITION = "Galley-Position";

  private final Map<String, Long> revisions = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Set<String> pictures = new HashSet<>();
  private @Nullable String position;

  /** Reads a commit, after those that are newer. */
  void read(RevCommit commit) {
    if (position == null) {
      position = commit.getFooterLines(POSITION).stream().findFirst().orElse(null);
    }
    pictures.addAll(commit.getFooterLines(PICTURE));
    Optional<String> post = commit.getFooterLines(POST).stream().findFirst();
    if (post.isEmpty() || revisions.containsKey(post.get())) {
      return;
    }
    Optional<Long> revision =
        commit.getFooterLines(REVISION).stream()
            .filter(number -> number.matches("\\d{1,18}"))
            .findFirst()
            .map(Long::valueOf);
    if (revision.isPresent()) {
      Optional<String> file = commit.getFooterLines(FILE).stream().findFirst();
      note(post.get(), revision.get(), file.orElse(null));
    }
  }

  /**
   * Remembers a commit.
   *
   * @param file where the post is now; null when it is nowhere
   */
  void note(String post, long revision, @Nullable String file) {
    revisions.put(post, revision);
    String before = files.remove(post);
    if (before != null) {
      owners.remove(before, post);
    }
    if (file != null) {
      files.put(post, file);
      owners.putIfAbsent(file, post);
    }
  }

  void noteTakenOver(String post, String file) {
    owners.put(file, post);
  }

  void notePictures(List<String> paths) {
    pictures.addAll(paths);
  }

  /** Where to go on reading; null for the beginning. */
  @Nullable String position() {
    return position;
  }

  boolean isNews(String post, long revision) {
    Long known = revisions.get(post);
    return known == null || known < revision;
  }

  /** The post's own file, unless another post has taken its name meanwhile. */
  Optional<String> file(String post) {
    return Optional.ofNullable(files.get(post)).filter(file -> post.equals(owners.get(file)));
  }

  /** Whether a file is one that a post was written to. */
  boolean isPosts(String file) {
    return owners.containsKey(file);
  }

  boolean isPicture(String path) {
    return pictures.contains(path);
  }

  int posts() {
    return files.size();
  }

  /** Whether everything is here that a site says is live. */
  boolean hold(PublishedSite.Live live) {
    return posts() >= live.posts()
        && files.keySet().stream().mapToLong(post -> revisions.getOrDefault(post, 0L)).sum()
            >= live.revisions();
  }

  static List<String> lines(String name, List<String> values) {
    List<String> lines = new ArrayList<>();
    values.forEach(value -> lines.add(name + ": " + value));
    return lines;
  }
}
