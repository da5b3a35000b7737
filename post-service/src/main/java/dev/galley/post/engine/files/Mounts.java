package dev.galley.post.engine.files;

import dev.galley.post.engine.files.IgnoredFiles.TooLong;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders that Hugo takes for a site's content or serves as they are, what it takes of them,
 * and where it puts that: those that its {@code module.mounts} put there, without any the {@code
 * contentDir} of each language, or {@code staticDir}.
 *
 * @param all of two that have the same file, that of the first is shown
 * @param areUnderstood false when no file can be told from one that is left out
 */
record Mounts(List<Mount> all, boolean areUnderstood) {

  static final String CONTENT = "content/";
  static final String STATIC = "static/";

  /** Two stars that are a part of a name take less than they say. */
  private static final Pattern UNCLEAR = Pattern.compile(".*\\*\\*[^/].*");

  /** Hugo's sign for what is not taken, where both stand in one list. */
  private static final Pattern NOT = Pattern.compile("^!\\s*");

  /**
   * A file where a mount puts it.
   *
   * @param path within the content, or within what is served
   * @param language that the mount is for; empty when it names none
   */
  record Mounted(String path, Optional<String> language) {

    /** A file in the one folder that most sites have. */
    static Mounted at(String path) {
      return new Mounted(path, Optional.empty());
    }
  }

  /**
   * One folder.
   *
   * @param source with a slash at its end
   * @param target where it is within the content, or within what is served; also with a slash
   * @param language that it is for; empty when it names none
   * @param included what is taken of it; absent when all is
   */
  record Mount(
      String source,
      String target,
      Optional<String> language,
      @Nullable Globs included,
      Globs excluded) {

    /** The whole of one. */
    static Mount of(String source, Optional<String> language) {
      return of(source, "", language, List.of(), List.of());
    }

    static Mount of(
        String source,
        String target,
        Optional<String> language,
        List<String> included,
        List<String> excluded) {
      Globs in =
          included.stream().anyMatch(UNCLEAR.asMatchPredicate())
              ? Globs.NOT_UNDERSTOOD
              : globs(included);
      return new Mount(source, target, language, included.isEmpty() ? null : in, globs(excluded));
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

  /**
   * The folders whose files go out as they are; of two that have the same file, the last counts.
   */
  static Mounts ofStatic(Configuration configuration) {
    Mounts mounts = to(STATIC, configuration);
    List<Mount> all =
        new ArrayList<>(
            mounts.all.isEmpty() && mounts.areUnderstood
                ? staticFolders(configuration)
                : mounts.all);
    Collections.reverse(all);
    return new Mounts(all, mounts.areUnderstood);
  }

  private static Mounts to(String folder, Configuration configuration) {
    Object said =
        Values.value(Values.named(configuration.value("module").orElse("")), "mounts")
            .orElse(List.of());
    List<Mount> mounts = new ArrayList<>();
    for (Object one : said instanceof List<?> list ? list : List.of(said)) {
      Map<String, Object> mount = Values.named(one);
      Optional<String> source = Values.text(mount, "source");
      Optional<String> target = Values.text(mount, "target").map(JekyllFiles::folder);
      if (source.isEmpty() || target.isEmpty()) {
        return new Mounts(List.of(), false);
      }
      if (target.get().startsWith(folder)) {
        Predicate<String> isNot = NOT.asPredicate();
        mounts.add(
            Mount.of(
                JekyllFiles.folder(source.get()),
                target.get().substring(folder.length()),
                language(mount),
                Stream.concat(
                        Values.texts(mount, "includeFiles"),
                        Values.texts(mount, "files").filter(isNot.negate()))
                    .toList(),
                Stream.concat(
                        Values.texts(mount, "excludeFiles"),
                        Values.texts(mount, "files")
                            .filter(isNot)
                            .map(glob -> NOT.matcher(glob).replaceFirst("")))
                    .toList()));
      }
    }
    return new Mounts(mounts, true);
  }

  /** Newer versions of Hugo name languages below {@code sites.matrix}. */
  private static Optional<String> language(Map<String, Object> mount) {
    Map<String, Object> matrix =
        Values.named(
            Values.value(Values.named(Values.value(mount, "sites").orElse("")), "matrix")
                .orElse(""));
    return Values.text(mount, "lang").or(() -> Values.texts(matrix, "languages").findFirst());
  }

  private static List<Mount> ofLanguages(Configuration configuration) {
    String common = configuration.text("contentDir").orElse(CONTENT);
    Map<String, Object> languages = Values.named(configuration.value("languages").orElse(""));
    Stream<Mount> folders =
        languages.isEmpty()
            ? Stream.of(Mount.of(JekyllFiles.folder(common), Optional.empty()))
            : languages.entrySet().stream()
                .map(
                    one -> {
                      Optional<String> own =
                          Values.text(Values.named(one.getValue()), "contentDir");
                      return Mount.of(
                          JekyllFiles.folder(own.orElse(common)), own.map(any -> one.getKey()));
                    });
    return folders.distinct().toList();
  }

  /** Languages have such folders of their own where each has a host of its own. */
  private static List<Mount> staticFolders(Configuration configuration) {
    List<Map<String, Object>> ofLanguages =
        Values.named(configuration.value("languages").orElse("")).values().stream()
            .map(Values::named)
            .filter(language -> Values.value(language, "baseURL").isPresent())
            .toList();
    List<Mount> folders =
        Stream.concat(Stream.of(configuration.values()), ofLanguages.stream())
            .flatMap(
                said ->
                    IntStream.rangeClosed(-1, 10)
                        .mapToObj(n -> "staticDir" + (n < 0 ? "" : n))
                        .flatMap(name -> Values.texts(said, name)))
            .map(folder -> Mount.of(JekyllFiles.folder(folder), Optional.empty()))
            .distinct()
            .toList();
    return folders.isEmpty() ? List.of(Mount.of(STATIC, Optional.empty())) : folders;
  }

  /**
   * Where a file is, which may be at several places: that of the mount nearest to it comes first.
   *
   * @param within its path from the site's root
   */
  List<Mounted> of(String within) {
    return of(all, within)
        .map(
            mount ->
                new Mounted(
                    mount.target() + within.substring(mount.source().length()), mount.language()))
        .toList();
  }

  private Stream<Mount> of(List<Mount> mounts, String within) {
    try {
      return (areUnderstood ? mounts : List.<Mount>of())
          .stream()
              .filter(mount -> within.startsWith(mount.source()) && mount.shows(within))
              .sorted(Comparator.comparing((Mount mount) -> mount.source().length()).reversed())
              .toList()
              .stream();
    } catch (TooLong e) {
      return Stream.empty();
    }
  }

  /**
   * The file that is shown in the place of one, as its mount comes before; empty when it is shown
   * itself.
   *
   * @param isThere whether there is a file of a path
   */
  Optional<String> inPlaceOf(String within, Predicate<String> isThere) {
    return of(all, within)
        .findFirst()
        .flatMap(
            own -> {
              String place = own.target() + within.substring(own.source().length());
              return all.subList(0, all.indexOf(own)).stream()
                  .filter(mount -> mount.language().equals(own.language()))
                  .filter(mount -> place.startsWith(mount.target()))
                  .map(mount -> mount.source() + place.substring(mount.target().length()))
                  .filter(file -> !file.equals(within) && isThere.test(file))
                  .filter(file -> of(file).contains(new Mounted(place, own.language())))
                  .findFirst();
            });
  }

  /** The folder that all of a language is in, or would be if there was one for all. */
  String home(Optional<String> language) {
    return all.stream()
        .filter(mount -> mount.target().isEmpty() && mount.language().equals(language))
        .map(Mount::source)
        .findFirst()
        .orElse(CONTENT);
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

  /**
   * Which folders of content are not among the files of the site; for people.
   *
   * @param paths from the site's root
   */
  List<String> notes(Collection<String> paths) {
    return all.stream()
        .map(Mount::source)
        .filter(source -> !source.equals(CONTENT))
        .filter(source -> paths.stream().noneMatch(path -> path.startsWith(source)))
        .map(
            source ->
                "the site has content in " + source + " as well, of which nothing is read here")
        .distinct()
        .toList();
  }
}
