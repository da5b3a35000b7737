package dev.galley.render.image;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes WebP, where the library has a native part for this machine. */
final class WebP {

  private static final Logger log = LoggerFactory.getLogger(WebP.class);

  /** Where the library puts its native part; what is not set is the JVM's, which may be noexec. */
  private static final String FOLDER = "com.luciad.imageio.webp.tmpdir";

  private final WebPImageWriterSpi writers = new WebPImageWriterSpi();

  private WebP() {}

  /** Empty where it cannot write. */
  static Optional<WebP> load(Path folder) {
    try {
      if (System.getProperty(FOLDER) == null) {
        System.setProperty(FOLDER, Files.createDirectories(folder).toAbsolutePath().toString());
      }
      WebP webp = new WebP();
      webp.tryOut();
      return Optional.of(webp);
    } catch (IOException | RuntimeException | LinkageError e) {
      log.warn("Pictures are not made smaller as WebP, but as JPEG and PNG: {}", e.toString());
      return Optional.empty();
    }
  }

  private void tryOut() throws IOException {
    ImageWriter writer = writer();
    try (var out = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      set(param, false, 1);
      BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(pixel, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  ImageWriter writer() {
    return writers.createWriterInstance(null);
  }

  /**
   * Says how to write.
   *
   * @param exact whether each pixel is to stay as it is; the quality is then that of the packing
   */
  static void set(ImageWriteParam param, boolean exact, float quality) {
    ((WebPWriteParam) param)
        .setCompressionType(exact ? CompressionType.Lossless : CompressionType.Lossy);
    param.setCompressionQuality(quality);
  }
}
