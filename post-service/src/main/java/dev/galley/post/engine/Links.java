package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.files.Pictures;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Folders;
import dev.galley.post.snip.SnipPath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the texts of a site refer to, and where that is here. */
final class Links {

  private final Layout layout;
  private final Pictures pictures;
  private final Names names;
  private Function<String, Optional<String>> known = address -> Optional.empty();

  Links(Layout layout, Pictures pictures, Names names) {
    this.layout = layout;
    this.pictures = pictures;
    this.names = names;
  }

  /** Has them lead to posts that came before; see {@link Site#linkTo}. */
  void leadTo(Function<String, Optional<String>> slugs) {
    known = slugs;
  }

  /** The address of what a tag names: a file's path, or the name of a post alone. */
  Optional<String> meant(String target, String path, String address) {
    return post(target, path, address)
        .or(() -> pictured(target, path, address))
        .or(
            () -> {
              int end = end(target, '#');
              String plain = Pictures.decoded(target.substring(0, end)).replaceFirst("^/", "");
              return names
                  .called(plain.replaceFirst("\\.\\w+$", ""))
                  .or(() -> names.called(plain))
                  .map(slug -> "/" + slug + target.substring(end));
            });
  }

  /** The address here of a picture. Hexo has those of a post in a folder of its name. */
  private Optional<String> pictured(String target, String path, String address) {
    Optional<String> own =
        layout.isOf(Engine.HEXO)
            ? pictures.address(target, path.replaceFirst("\\.\\w+$", "/"), address)
            : Optional.empty();
    return own.or(() -> pictures.address(target, Folders.of(path), address));
  }

  /**
   * Where a link leads here, or what it was.
   *
   * @param warnings takes up that a picture is not there
   */
  String linked(SnipPath path, Place place, String target, List<String> warnings) {
    return pictured(target, path.path(), place.address())
        .or(() -> post(target, path.path(), place.address()))
        .orElseGet(
            () -> {
              if (pictures.isMissing(target)) {
                warnings.add("there is no picture " + target);
              }
              return target;
            });
  }

  /** The address here of a post that a link means by its file or by its old address. */
  private Optional<String> post(String target, String path, String address) {
    int end = Math.min(end(target, '#'), end(target, '?'));
    String plain = Pictures.decoded(target.substring(0, end));
    if (plain.isEmpty() || plain.equals("/")) {
      return Optional.empty();
    }
    return Pictures.candidates(plain, Folders.of(path), address, layout.configuration())
        .map(
            candidate ->
                names
                    .inFile(layout.root() + candidate)
                    .or(() -> names.inFile(candidate))
                    .or(() -> names.atAddress(candidate))
                    .or(() -> known.apply(OldAddresses.key(candidate)))
                    .orElse(""))
        .filter(slug -> !slug.isEmpty())
        .findFirst()
        .map(slug -> "/" + slug + target.substring(end));
  }

  private static int end(String target, char c) {
    int at = target.indexOf(c);
    return at < 0 ? target.length() : at;
  }
}
