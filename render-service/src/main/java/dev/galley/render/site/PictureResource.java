package dev.galley.render.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * A picture that is named as what it is, whatever its address says: a picture may have the ending
 * of another kind, and its media type goes by the name.
 */
final class PictureResource extends FileSystemResource {

  private static final int LOOKED_AT_BYTES = 12;

  private final String name;

  private PictureResource(Path file, String name) {
    super(file);
    this.name = name;
  }

  /** The same file under the right name; as it is when it is no picture. */
  static Resource of(Resource file) throws IOException {
    Path path = file.getFile().toPath();
    String begin;
    try (InputStream in = Files.newInputStream(path)) {
      begin = new String(in.readNBytes(LOOKED_AT_BYTES), StandardCharsets.ISO_8859_1);
    }
    if (begin.startsWith("\u0089PNG")) {
      return new PictureResource(path, "picture.png");
    }
    if (begin.startsWith("\u00FF\u00D8\u00FF")) {
      return new PictureResource(path, "picture.jpg");
    }
    if (begin.startsWith("GIF8")) {
      return new PictureResource(path, "picture.gif");
    }
    if (begin.startsWith("WEBP", 8)) {
      return new PictureResource(path, "picture.webp");
    }
    if (begin.startsWith("ftypavif", 4)) {
      return new PictureResource(path, "picture.avif");
    }
    return file;
  }

  @Override
  public String getFilename() {
    return name;
  }
}
