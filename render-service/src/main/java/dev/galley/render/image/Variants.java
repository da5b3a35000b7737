package dev.galley.render.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pictures smaller: in pixels, or at least, as WebP, in bytes; upright, in sRGB, without what
 * cameras write beside the pixels. What it takes of memory and of time is bounded, whatever a file
 * claims; what cannot be made smaller so is shown as it is. Thread-safe.
 *
 * <p>It does NOT protect against faults of the JDK's decoders, which are native in part.
 */
final class Variants {

  /** The widths, in pixels, in which a picture can be had. */
  static final List<Integer> WIDTHS = List.of(320, 640, 960, 1280, 1920);

  /** What can be made smaller; films of pictures would stand still, and drawings need it not. */
  private static final Set<String> TYPES = Set.of(PictureFile.JPEG, PictureFile.PNG);

  /** As post-service accepts them. */
  private static final long MAX_PIXELS = 50_000_000;

  /** What is unpacked of one picture: a larger one is read by every other pixel, or fewer. */
  private static final long MAX_UNPACKED_PIXELS = 12_000_000;

  private static final long MAX_MADE_PIXELS = 8_000_000;

  /** A progressive JPEG may go over all its pixels again with each few bytes. */
  private static final int MAX_SCANS = 60;

  private static final Duration MAX_READING = Duration.ofSeconds(20);
  private static final float QUALITY = 0.8f;

  private static final Logger log = LoggerFactory.getLogger(Variants.class);

  private final @Nullable WebP webp;

  /** Of all pictures that are being made, in thousands of pixels that are unpacked. */
  private final Semaphore memory = new Semaphore((int) (2 * MAX_UNPACKED_PIXELS / 1000), true);

  /**
   * @param nativeFolder where the native part of what writes WebP is put
   */
  Variants(Path nativeFolder) {
    ImageIO.setUseCache(false);
    webp = WebP.load(nativeFolder).orElse(null);
  }

  /** A kind of file that a smaller picture can have. */
  enum Kind {
    WEBP(PictureFile.WEBP, "webp"),
    JPEG(PictureFile.JPEG, "jpg"),
    PNG(PictureFile.PNG, "png");

    private final String mediaType;
    private final String ending;

    Kind(String mediaType, String ending) {
      this.mediaType = mediaType;
      this.ending = ending;
    }

    String mediaType() {
      return mediaType;
    }

    String ending() {
      return ending;
    }
  }

  /** Whether a file of this type may be had smaller. */
  static boolean isPossible(String mediaType) {
    return TYPES.contains(mediaType);
  }

  /** The kind that a smaller picture has. */
  Kind kind(String mediaType, boolean takesWebP) {
    if (takesWebP && webp != null) {
      return Kind.WEBP;
    }
    return mediaType.equals(PictureFile.PNG) ? Kind.PNG : Kind.JPEG;
  }

  /** A picture that is not made smaller; the message says why. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Makes a picture smaller.
   *
   * @param width upright, in pixels
   * @throws Refused for what is to be shown as it is: since that would not be smaller, or cannot be
   *     made
   * @throws IOException when the disk fails
   */
  void make(Path original, String mediaType, int width, Kind kind, Path into)
      throws IOException, Refused {
    PictureFile.Facts facts = PictureFile.lookThrough(original, mediaType);
    if (facts.animated()) {
      throw new Refused("it moves");
    }
    if (facts.scans() > MAX_SCANS) {
      throw new Refused("it has " + facts.scans() + " scans");
    }
    ImageReader reader = reader(mediaType);
    int permits = 0;
    try (ImageInputStream in = new Timed(original.toFile(), MAX_READING)) {
      reader.setInput(in, true, true);
      Plan plan;
      BufferedImage made;
      try {
        plan = Plan.of(reader, facts.exif().orientation(), width, kind);
        permits = (int) Math.max(1, plan.unpackedPixels() / 1000);
        memory.acquireUninterruptibly(permits);
        made = scaled(read(reader, plan), plan);
      } catch (IOException | RuntimeException e) {
        // The decoders throw whatever their reading of broken files runs into.
        throw refused(e);
      }
      write(made, kind, plan.whole() && mediaType.equals(PictureFile.PNG), into);
    } finally {
      memory.release(permits);
      reader.dispose();
    }
    if (Files.size(into) >= Files.size(original)) {
      throw new Refused("it would have more bytes");
    }
  }

  private static Refused refused(Exception e) {
    log.debug("A picture is not made smaller", e);
    return new Refused("it cannot be read: " + e.getMessage());
  }

  private static ImageReader reader(String mediaType) throws Refused {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(mediaType);
    if (!readers.hasNext()) {
      throw new Refused("nothing reads " + mediaType);
    }
    return readers.next();
  }

  /**
   * How a picture is read and scaled.
   *
   * @param step every so many pixels is read, in both directions
   * @param width of what is made, before it is turned upright
   * @param whole whether it is as large as it was
   */
  private record Plan(
      int step, int width, int height, int orientation, boolean whole, long unpackedPixels) {

    static Plan of(ImageReader reader, int orientation, int asked, Kind kind)
        throws IOException, Refused {
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      boolean turned = orientation > 4;
      long upright = turned ? height : width;
      if (asked >= upright && kind != Kind.WEBP) {
        throw new Refused("it is not larger");
      }
      long wanted = Math.min(asked, upright);
      if (width * height > MAX_PIXELS) {
        throw new Refused("it has %d x %d pixels".formatted(width, height));
      }
      int madeWidth = (int) Math.max(1, Math.round((double) width * wanted / upright));
      int madeHeight = (int) Math.max(1, Math.round((double) height * wanted / upright));
      // Twice as many as are made are smooth enough.
      int step = (int) Math.max(1, upright / (2L * wanted));
      while (unpacked(width, height, step) > MAX_UNPACKED_PIXELS) {
        step++;
      }
      if (upright / step < wanted || (long) madeWidth * madeHeight > MAX_MADE_PIXELS) {
        throw new Refused("it would still be too large");
      }
      return new Plan(
          step,
          madeWidth,
          madeHeight,
          orientation,
          wanted == upright,
          unpacked(width, height, step));
    }

    private static long unpacked(long width, long height, int step) {
      return (width / step + 1) * (height / step + 1);
    }
  }

  private static BufferedImage read(ImageReader reader, Plan plan) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(plan.step(), plan.step(), 0, 0);
    BufferedImage image = reader.read(0, param);
    boolean alpha = image.getColorModel().hasAlpha();
    if (image.getColorModel().getColorSpace() instanceof ICC_ColorSpace space
        && !space.isCS_sRGB()
        && space.getType() == ColorSpace.TYPE_RGB) {
      BufferedImage converted = blank(image.getWidth(), image.getHeight(), alpha);
      return new ColorConvertOp(null).filter(image, converted);
    }
    return image;
  }

  private static BufferedImage blank(int width, int height, boolean alpha) {
    return new BufferedImage(
        width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }

  /** By halves, each pixel of which is made of all four, and then as much as is left. */
  private static BufferedImage scaled(BufferedImage read, Plan plan) {
    BufferedImage image = read;
    while (image.getWidth() >= 2 * plan.width() && image.getHeight() >= 2) {
      int width = image.getWidth() / 2;
      int height = Math.max(1, image.getHeight() / 2);
      image = drawn(image, width, height, width, height, new AffineTransform());
    }
    boolean turned = plan.orientation() > 4;
    return drawn(
        image,
        plan.width(),
        plan.height(),
        turned ? plan.height() : plan.width(),
        turned ? plan.width() : plan.height(),
        upright(plan));
  }

  private static BufferedImage drawn(
      BufferedImage image,
      int width,
      int height,
      int newWidth,
      int newHeight,
      AffineTransform turn) {
    BufferedImage drawn = blank(newWidth, newHeight, image.getColorModel().hasAlpha());
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.transform(turn);
      graphics.drawImage(image, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return drawn;
  }

  /** CIPA DC-008, 4.6.4, orientation: where the first row and the first column are seen. */
  private static AffineTransform upright(Plan plan) {
    double w = plan.width();
    double h = plan.height();
    return switch (plan.orientation()) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }

  private void write(BufferedImage image, Kind kind, boolean exact, Path into)
      throws IOException, Refused {
    ImageWriter writer =
        kind == Kind.WEBP && webp != null
            ? webp.writer()
            : ImageIO.getImageWritersByMIMEType(kind.mediaType()).next();
    // What is longer would keep its end.
    Files.deleteIfExists(into);
    try (ImageOutputStream out = new FileImageOutputStream(into.toFile())) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (kind == Kind.WEBP) {
        WebP.set(param, exact, QUALITY);
      } else if (kind == Kind.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException | RuntimeException e) {
      // A disk that is full now is no reason to show the picture as it is from now on.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException failed && !(cause instanceof IIOException)) {
          throw failed;
        }
      }
      throw refused(e);
    } finally {
      writer.dispose();
    }
  }

  /** A file that gives nothing more to whoever has been reading for too long. */
  private static final class Timed extends FileImageInputStream {

    private final long endNanos;

    Timed(File file, Duration time) throws IOException {
      super(file);
      endNanos = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (System.nanoTime() - endNanos > 0) {
        throw new IOException("reading it takes too long");
      }
      return super.read(bytes, from, length);
    }
  }
}
