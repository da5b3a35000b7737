package dev.galley.render.image;

import dev.galley.picture.Exif;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A picture as the chunks of its file: read for what a camera wrote into it, and written without
 * that. The pixels are copied as they are.
 */
abstract class PictureFile {

  static final String JPEG = "image/jpeg";
  static final String PNG = "image/png";
  static final String WEBP = "image/webp";

  /** Of what is looked into; longer ones count as if they told a place. */
  private static final int MAX_CHUNK_BYTES = 1024 * 1024;

  private static final String LATITUDE = "GPSLatitude";

  /** Where Exif, XMP, and the place in a film of QuickTime's begin, in whatever they stand. */
  private static final List<String> SAID =
      List.of("Exif\0\0", "http://ns.adobe.com/x", "\u00A9xyz\0");

  /** What was found. */
  record Facts(Exif exif, boolean animated, int scans) {}

  private Exif exif = Exif.NONE;
  boolean animated;
  int scans;

  /**
   * Looks through a file.
   *
   * @param mediaType by its content; of other types than JPEG, PNG, WebP, AVIF and MP4 nothing is
   *     known
   */
  static Facts look(Path file, String mediaType) throws IOException {
    if (IsoFile.isOne(mediaType)) {
      return new Facts(new Exif(Exif.UPRIGHT, IsoFile.tellsPlace(file)), false, 0);
    }
    return run(file, mediaType, OutputStream.nullOutputStream(), Exif.NONE, false);
  }

  /** The same, and counts how often the pixels of a JPEG are gone over. */
  static Facts lookThrough(Path file, String mediaType) throws IOException {
    return run(file, mediaType, OutputStream.nullOutputStream(), Exif.NONE, true);
  }

  /**
   * Writes a file again without what says where it was taken, and without all that a camera or an
   * editor wrote beside it; only which side is up stays.
   */
  static void writeWithoutPlace(Path file, String mediaType, Exif exif, Path into)
      throws IOException {
    if (IsoFile.isOne(mediaType)) {
      IsoFile.writeWithoutPlace(file, into);
      return;
    }
    try (OutputStream out = Files.newOutputStream(into)) {
      run(file, mediaType, out, new Exif(exif.orientation(), true), true);
    }
    if (mediaType.equals(WEBP)) {
      try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE)) {
        ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        channel.write(size.putInt((int) (channel.size() - 8)).flip(), 4);
      }
    }
  }

  private static Facts run(
      Path file, String mediaType, OutputStream out, Exif without, boolean whole)
      throws IOException {
    @Nullable PictureFile picture =
        switch (mediaType) {
          case JPEG -> new Jpeg(whole);
          case PNG -> new Png();
          case WEBP -> new WebP();
          default -> null;
        };
    if (picture != null) {
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
      try (InputStream in = Files.newInputStream(file)) {
        picture.copy(new DataInputStream(new BufferedInputStream(in, 1 << 16)), data, without);
      } catch (EOFException e) {
        // Cut off: browsers show what there is.
      }
      data.flush();
      return new Facts(picture.exif, picture.animated, picture.scans);
    }
    return new Facts(Exif.NONE, false, 0);
  }

  /**
   * Copies a file.
   *
   * @param without what is to be left out: nothing unless it tells a place
   */
  abstract void copy(DataInputStream in, DataOutputStream out, Exif without) throws IOException;

  void found(byte[] tiff, int from) {
    exif = exif.and(Exif.of(ByteBuffer.wrap(tiff, from, tiff.length - from).slice()));
  }

  void foundPlace(boolean located) {
    exif = exif.and(new Exif(Exif.UPRIGHT, located));
  }

  static boolean tellsPlace(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).contains(LATITUDE);
  }

  /**
   * Looks at what follows a picture, such as further pictures and films: each may have a place of
   * its own, and where one says anything, nobody looks what.
   */
  void follows(InputStream in) throws IOException {
    int kept = SAID.stream().mapToInt(String::length).max().orElse(0);
    String end = "";
    for (byte[] next = in.readNBytes(1 << 16); next.length > 0; next = in.readNBytes(1 << 16)) {
      String text = end + new String(next, StandardCharsets.ISO_8859_1);
      foundPlace(SAID.stream().anyMatch(text::contains));
      end = text.substring(Math.max(0, text.length() - kept));
    }
  }

  static boolean begins(byte[] bytes, String with) {
    byte[] beginning = with.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= beginning.length
        && ByteBuffer.wrap(bytes, 0, beginning.length).equals(ByteBuffer.wrap(beginning));
  }

  static byte[] bytes(DataInputStream in, long length) throws IOException {
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  static void pass(DataInputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** ITU-T T.81, B.1.1: markers with segments, and coded data behind each start of a scan. */
  private static final class Jpeg extends PictureFile {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int LAST_IN_ONE_GO = 0xC1;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP13 = 0xED;
    private static final String EXIF = "Exif\0\0";

    private final boolean whole;
    private boolean inOneGo = true;

    private Jpeg(boolean whole) {
      this.whole = whole;
    }

    @Override
    void copy(DataInputStream in, DataOutputStream out, Exif without) throws IOException {
      boolean oriented = without.orientation() == Exif.UPRIGHT;
      in.readUnsignedShort();
      out.writeShort(0xFF00 | START);
      int marker = marker(in);
      // Where the end is missing, a further picture begins.
      while (marker != END && marker != START) {
        if (!oriented && marker != APP0) {
          writeOrientation(out, without);
          oriented = true;
        }
        marker = segment(marker, in, out, without.located());
      }
      out.writeShort(0xFF00 | END);
      follows(in);
    }

    private static void writeOrientation(DataOutputStream out, Exif exif) throws IOException {
      byte[] tiff = exif.orientationAlone();
      out.writeShort(0xFF00 | APP1);
      out.writeShort(2 + EXIF.length() + tiff.length);
      out.writeBytes(EXIF);
      out.write(tiff);
    }

    private static int marker(DataInputStream in) throws IOException {
      int next = in.readUnsignedByte();
      while (next != 0xFF) {
        next = in.readUnsignedByte();
      }
      while (next == 0xFF) {
        next = in.readUnsignedByte();
      }
      return next;
    }

    /** Returns the next marker. */
    private int segment(int marker, DataInputStream in, DataOutputStream out, boolean stripping)
        throws IOException {
      int length = Math.max(0, in.readUnsignedShort() - 2);
      byte[] content = bytes(in, length);
      boolean left = look(marker, content) && stripping;
      if (!left) {
        out.writeShort(0xFF00 | marker);
        out.writeShort(length + 2);
        out.write(content);
      }
      if (marker > LAST_IN_ONE_GO && marker <= 0xCF && marker % 4 != 0) {
        inOneGo = false;
      }
      if (marker != SCAN) {
        return marker(in);
      }
      scans++;
      return stripping || whole && !inOneGo ? coded(in, out) : END;
    }

    /** Whether it is left out where the place is. */
    private boolean look(int marker, byte[] content) {
      if (marker == APP1) {
        if (begins(content, EXIF)) {
          found(content, EXIF.length());
        } else {
          foundPlace(tellsPlace(content));
        }
      }
      // IPTC, in APP13, names places; CIPA DC-007 has the positions of further pictures, which are
      // left out.
      return marker == APP1 || marker == APP13 || marker == APP2 && begins(content, "MPF\0");
    }

    private static int coded(DataInputStream in, DataOutputStream out) throws IOException {
      while (true) {
        int next = in.readUnsignedByte();
        if (next != 0xFF) {
          out.write(next);
          continue;
        }
        int after = in.readUnsignedByte();
        while (after == 0xFF) {
          after = in.readUnsignedByte();
        }
        if (after != 0 && (after < 0xD0 || after > 0xD7)) {
          return after;
        }
        out.writeShort(0xFF00 | after);
      }
    }
  }

  /** PNG, third edition, 5.3: chunks of a length, a type, data and a check sum. */
  private static final class Png extends PictureFile {

    private static final int FRAME_BYTES = 12;

    @Override
    void copy(DataInputStream in, DataOutputStream out, Exif without) throws IOException {
      pass(in, out, 8);
      while (true) {
        long length = Integer.toUnsignedLong(in.readInt());
        byte[] type = bytes(in, 4);
        String name = new String(type, StandardCharsets.ISO_8859_1);
        animated |= name.equals("acTL");
        boolean said = name.equals("eXIf") || name.endsWith("TXt") || name.equals("tEXt");
        if (said && length <= MAX_CHUNK_BYTES) {
          byte[] content = bytes(in, length);
          byte[] sum = bytes(in, FRAME_BYTES - 8);
          boolean left = look(name, content) && without.located();
          if (!left) {
            out.writeInt((int) length);
            out.write(type);
            out.write(content);
            out.write(sum);
          } else if (name.equals("eXIf")) {
            writeOrientation(out, without);
          }
        } else if (said && without.located()) {
          pass(in, OutputStream.nullOutputStream(), length + 4);
        } else {
          foundPlace(said);
          out.writeInt((int) length);
          out.write(type);
          pass(in, out, length + 4);
        }
        if (name.equals("IEND")) {
          follows(in);
          return;
        }
      }
    }

    private static void writeOrientation(DataOutputStream out, Exif exif) throws IOException {
      byte[] tiff = exif.orientationAlone();
      CRC32 sum = new CRC32();
      sum.update("eXIf".getBytes(StandardCharsets.ISO_8859_1));
      sum.update(tiff);
      out.writeInt(tiff.length);
      out.writeBytes("eXIf");
      out.write(tiff);
      out.writeInt((int) sum.getValue());
    }

    /** Whether it is left out where the place is. */
    private boolean look(String name, byte[] content) {
      if (name.equals("eXIf")) {
        found(content, 0);
        return true;
      }
      boolean xmp = begins(content, "XML:com.adobe.xmp\0");
      boolean profile = begins(content, "Raw profile type ");
      // 11.3.3.3: compressed where the byte after the keyword is 1; nobody looks into that.
      boolean packed = xmp && content.length > 18 && content[18] == 1 || profile;
      foundPlace(packed || xmp && tellsPlace(content));
      return xmp || profile;
    }
  }

  /** RFC 9649, 2.3: chunks of a type and a length, padded to even ones. */
  private static final class WebP extends PictureFile {

    private static final int XMP = 0x04;

    @Override
    void copy(DataInputStream in, DataOutputStream out, Exif without) throws IOException {
      pass(in, out, 12);
      while (true) {
        String name = new String(bytes(in, 4), StandardCharsets.ISO_8859_1);
        long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        long padded = length + length % 2;
        animated |= name.equals("ANIM");
        if (name.equals("EXIF") || name.equals("XMP ")) {
          look(name, in, length);
          if (name.equals("EXIF") && without.located()) {
            byte[] tiff = without.orientationAlone();
            begin(out, name, tiff.length);
            out.write(tiff);
          }
          continue;
        }
        begin(out, name, length);
        if (name.equals("VP8X") && without.located() && length > 0) {
          out.write(in.readUnsignedByte() & ~XMP);
          pass(in, out, padded - 1);
        } else {
          pass(in, out, padded);
        }
      }
    }

    private static void begin(DataOutputStream out, String name, long length) throws IOException {
      out.writeBytes(name);
      out.writeInt(Integer.reverseBytes((int) length));
    }

    private void look(String name, DataInputStream in, long length) throws IOException {
      byte[] content = bytes(in, Math.min(length, MAX_CHUNK_BYTES));
      if (length > MAX_CHUNK_BYTES) {
        foundPlace(true);
      } else if (name.equals("EXIF")) {
        found(content, begins(content, "Exif\0\0") ? 6 : 0);
      } else {
        foundPlace(tellsPlace(content));
      }
      pass(in, OutputStream.nullOutputStream(), length + length % 2 - content.length);
    }
  }
}
