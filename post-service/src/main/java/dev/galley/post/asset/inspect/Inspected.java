package dev.galley.post.asset.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its content, once it is known to be whole and harmless.
 *
 * @param size absent for what has no size in pixels, or does not say
 */
public record Inspected(AssetType type, @Nullable ImageSize size) {

  /**
   * Looks at a file, a part of it at a time.
   *
   * @param name what the file is to be called
   * @throws RefusedAsset when it is of no accepted type, not what its name says, damaged, too large
   *     in pixels, two files in one, or active
   */
  public static Inspected of(Path file, String name) throws IOException {
    Inspected inspected = of(file);
    inspected.type.refuseName(name);
    return inspected;
  }

  /**
   * The same of a file that is named by its type.
   *
   * @throws RefusedAsset when it is not accepted
   */
  public static Inspected of(Path file) throws IOException {
    try (FileBytes bytes = new FileBytes(file)) {
      AssetType type;
      try (InputStream head = bytes.part(0, Math.min(bytes.size(), AssetType.LOOKED_AT_BYTES))) {
        type =
            AssetType.of(head.readAllBytes())
                .orElseThrow(() -> new RefusedAsset("not an image or another known type"));
      }
      return new Inspected(type, size(type, bytes));
    }
  }

  /** Its size, after all that may be wrong with it; the size first, for the rest takes as long. */
  private static @Nullable ImageSize size(AssetType type, FileBytes bytes) throws IOException {
    switch (type) {
      case PNG:
        Png png = new Png(bytes);
        return checked(png.size(), png::refuseDamaged);
      case JPEG:
        Jpeg jpeg = new Jpeg(bytes);
        return checked(jpeg.size(), jpeg::refuseDamaged);
      case GIF:
        Gif gif = new Gif(bytes);
        return checked(gif.size(), gif::refuseDamaged);
      case WEBP:
        WebP webp = new WebP(bytes);
        return checked(webp.size(), webp::refuseDamaged);
      case AVIF:
        Avif avif = new Avif(bytes);
        return checked(avif.size(), avif::refuseDamaged);
      case SVG:
        return SvgCheck.refuseActive(bytes.all());
      default:
        return null;
    }
  }

  /** What looks at all of a picture. */
  private interface Check {
    void run() throws IOException;
  }

  private static ImageSize checked(ImageSize size, Check damage) throws IOException {
    size.refuseImmense();
    damage.run();
    return size;
  }
}
