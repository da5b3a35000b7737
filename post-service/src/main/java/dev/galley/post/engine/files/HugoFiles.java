package dev.galley.post.engine.files;

import dev.galley.post.engine.files.Mounts.Mounted;
import dev.galley.post.engine.rules.Configuration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which files Hugo makes pages of or serves, and where. Paths are from the site's root. */
final class HugoFiles {

  private static final Optional<String> NOTHING = Optional.empty();

  /** What lies there is served where a page takes it. */
  private final String assets;

  private final Mounts contents;
  private final Mounts statics;
  private final IgnoredFiles ignored;

  private final Set<String> all = new HashSet<>();

  HugoFiles(Configuration configuration) {
    this.assets = JekyllFiles.folder(configuration.text("assetDir").orElse("assets"));
    this.contents = Mounts.of(configuration);
    this.statics = Mounts.ofStatic(configuration);
    this.ignored = IgnoredFiles.of(configuration);
  }

  /** The places of a file in the content, first the one that its page is at; none for others. */
  List<Mounted> contents(String within) {
    List<Mounted> places = contents.of(within);
    // What is left out of this folder is still taken for a text, which then is a draft.
    return places.isEmpty() && within.startsWith(Mounts.CONTENT)
        ? List.of(Mounted.at(within.substring(Mounts.CONTENT.length())))
        : places;
  }

  /** Where a file is served that goes out as it is; empty when it is not. */
  Optional<String> served(String within) {
    return Stream.of(statics.of(within), contents(within))
        .flatMap(List::stream)
        .map(Mounted::path)
        .findFirst()
        .or(
            () ->
                Stream.of(Mounts.STATIC, assets)
                    .filter(within::startsWith)
                    .map(folder -> within.substring(folder.length()))
                    .findFirst());
  }

  /** Whether it is served although no page uses it. */
  boolean isServed(String within) {
    return !statics.of(within).isEmpty() || !within.startsWith(assets);
  }

  /** Takes note of a file before the first is asked for. */
  void find(String within) {
    all.add(within);
  }

  /** The path that a file would have if all content of its language was in one folder. */
  String inOneFolder(String within) {
    return contents.of(within).stream()
        .findFirst()
        .map(place -> contents.home(place.language()) + place.path())
        .orElse(within);
  }

  /** Why it leaves a file out, which may be a picture. */
  Stream<String> leftOut(String within) {
    boolean isFirst = within.startsWith(Mounts.CONTENT);
    return Stream.of(
            isFirst || !contents.of(within).isEmpty() ? ignored.reason(within) : NOTHING,
            isFirst ? contents.reason(within) : NOTHING,
            within.startsWith(Mounts.STATIC) ? statics.reason(within) : NOTHING,
            contents
                .inPlaceOf(within, all::contains)
                .map(file -> "the site shows " + file + " in its place"))
        .flatMap(Optional::stream);
  }

  /** What of the site is not here, for people. */
  List<String> notes() {
    return contents.notes(all);
  }
}
