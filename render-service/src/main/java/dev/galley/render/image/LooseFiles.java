package dev.galley.render.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.MediaTypeFactory;

/**
 * Files below {@code images/} in the folder of assets that no event has told of: laid there by
 * hand, or by an earlier release and not told of yet. They are public, as they always were.
 */
final class LooseFiles {

  /** What is accepted as a picture, a film or a document. */
  private static final Pattern SERVED =
      Pattern.compile(
          ".*\\.(?:png|jpe?g|gif|webp|avif|svg|mp4|m4v|mov|webm|mkv|og[gav]|opus|mp3|m4a|pdf)");

  private static final int LOOKED_AT_BYTES = 12;

  private final Path root;
  private final Path folder;

  LooseFiles(Path assets) {
    root = assets.toAbsolutePath().normalize();
    folder = root.resolve("images");
  }

  /** Whether a name is one that a file can have which anybody is shown. */
  static boolean canBe(String name) {
    return SERVED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * The file of a name.
   *
   * @param name such as {@code images/blog/x.jpg}
   */
  Optional<Path> find(String name) {
    try {
      Path file = root.resolve(name).normalize();
      return file.startsWith(folder) && canBe(name) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The names of all. */
  List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  /** By the content where it is a picture, which may have the ending of another kind. */
  static String mediaType(Path file) throws IOException {
    String begin;
    try (InputStream in = Files.newInputStream(file)) {
      begin = new String(in.readNBytes(LOOKED_AT_BYTES), StandardCharsets.ISO_8859_1);
    }
    if (begin.startsWith("\u0089PNG")) {
      return PictureFile.PNG;
    }
    if (begin.startsWith("\u00FF\u00D8\u00FF")) {
      return PictureFile.JPEG;
    }
    if (begin.startsWith("GIF8")) {
      return "image/gif";
    }
    if (begin.startsWith("WEBP", 8)) {
      return PictureFile.WEBP;
    }
    if (begin.startsWith("ftypavif", 4)) {
      return "image/avif";
    }
    return MediaTypeFactory.getMediaType(String.valueOf(file.getFileName()))
        .map(Object::toString)
        .orElse("application/octet-stream");
  }
}
