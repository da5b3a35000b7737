package dev.galley.post.engine;

import dev.galley.post.engine.IgnoredFiles.TooLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders that Hugo takes for a site's content or serves as they are, and what it takes of
 * them: those that its {@code module.mounts} put there, without any the {@code contentDir} of each
 * language, or {@code static}.
 *
 * @param areUnderstood false when no file can be told from one that is left out
 */
record Mounts(List<Mount> all, boolean areUnderstood) {

  private static final String CONTENT = "content/";
  private static final String STATIC = "static/";

  /** Two stars that are a part of a name take less than they say. */
  private static final Pattern UNCLEAR = Pattern.compile(".*\\*\\*[^/].*");

  static final Mounts NONE = new Mounts(List.of(Mount.of("")), true);

  /**
   * One folder.
   *
   * @param source with a slash at its end
   * @param included what is taken of it; absent when all is
   */
  record Mount(String source, @Nullable Globs included, Globs excluded) {

    /** The whole of one. */
    static Mount of(String source) {
      return of(source, List.of(), List.of());
    }

    static Mount of(String source, List<String> included, List<String> excluded) {
      Globs in =
          included.stream().anyMatch(UNCLEAR.asMatchPredicate())
              ? Globs.NOT_UNDERSTOOD
              : globs(included);
      return new Mount(source, included.isEmpty() ? null : in, globs(excluded));
    }

    boolean shows(String path) {
      // Hugo compares without regard to case.
      String within = path.substring(source.length()).toLowerCase(Locale.ROOT);
      return excluded.areUnderstood()
          && !excluded.matchAny(Globs.levels(within))
          && (included == null || included.areUnderstood() && included.matchAny(List.of(within)));
    }

    private static Globs globs(List<String> patterns) {
      return Globs.ofPaths(
          patterns.stream()
              .map(one -> one.toLowerCase(Locale.ROOT).replaceFirst("^/", ""))
              .map(one -> one.replaceFirst("/$", ""))
              .toList());
    }
  }

  static Mounts of(Configuration configuration) {
    Mounts mounts = to(CONTENT, configuration);
    return mounts.all.isEmpty() && mounts.areUnderstood
        ? new Mounts(ofLanguages(configuration), true)
        : mounts;
  }

  /** The folders whose files go out as they are. */
  static Mounts ofStatic(Configuration configuration) {
    Mounts mounts = to(STATIC, configuration);
    return mounts.all.isEmpty() && mounts.areUnderstood
        ? new Mounts(List.of(Mount.of(STATIC)), true)
        : mounts;
  }

  private static Mounts to(String folder, Configuration configuration) {
    Object said =
        Values.value(Values.named(configuration.value("module").orElse("")), "mounts")
            .orElse(List.of());
    List<Mount> mounts = new ArrayList<>();
    for (Object one : said instanceof List<?> list ? list : List.of(said)) {
      Map<String, Object> mount = Values.named(one);
      Optional<String> source = Values.text(mount, "source");
      Optional<String> target = Values.text(mount, "target");
      if (source.isEmpty() || target.isEmpty()) {
        return new Mounts(List.of(), false);
      }
      if (JekyllFiles.folder(target.get()).startsWith(folder)) {
        mounts.add(
            Mount.of(
                JekyllFiles.folder(source.get()),
                Values.texts(mount, "includeFiles").toList(),
                Values.texts(mount, "excludeFiles").toList()));
      }
    }
    return new Mounts(mounts, true);
  }

  private static List<Mount> ofLanguages(Configuration configuration) {
    String common = configuration.text("contentDir").orElse(CONTENT);
    Map<String, Object> languages = Values.named(configuration.value("languages").orElse(""));
    Stream<String> folders =
        languages.isEmpty()
            ? Stream.of(common)
            : languages.values().stream()
                .map(one -> Values.text(Values.named(one), "contentDir").orElse(common));
    return folders.map(JekyllFiles::folder).distinct().map(Mount::of).toList();
  }

  /**
   * Why a file is left out.
   *
   * @param within its path from the site's root
   */
  Optional<String> reason(String within) {
    if (!areUnderstood) {
      return Optional.of("the site's module.mounts are not understood, which may leave it out");
    }
    try {
      return all.stream()
              .filter(mount -> within.startsWith(mount.source()))
              .anyMatch(mount -> mount.shows(within))
          ? Optional.empty()
          : Optional.of("the site's configuration leaves it out of the content");
    } catch (TooLong e) {
      return Optional.of("the site's module.mounts take too long to compare with it");
    }
  }

  /** Which folders of content are not read here; for people. */
  List<String> notes() {
    return all.stream()
        .map(Mount::source)
        .filter(source -> !source.isEmpty() && !source.startsWith(CONTENT))
        .map(
            source ->
                "the site has content in " + source + " as well, of which nothing is read here")
        .distinct()
        .toList();
  }
}
