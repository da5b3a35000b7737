package dev.galley.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a camera wrote into a picture, as far as it matters here (CIPA DC-008, 4.6).
 *
 * @param orientation from 1, upright, to 8
 * @param located whether it says where the picture was taken, or may do so
 */
public record Exif(int orientation, boolean located) {

  public static final int UPRIGHT = 1;

  /** Of a picture that says nothing. */
  public static final Exif NONE = new Exif(UPRIGHT, false);

  private static final int ORIENTATION = 0x0112;
  private static final int GPS = 0x8825;
  private static final int ENTRY_BYTES = 12;

  /**
   * Reads the first directory. What is broken may have hidden a place.
   *
   * @param tiff from its byte order mark on; its own order is changed
   */
  public static Exif of(ByteBuffer tiff) {
    int orientation = UPRIGHT;
    boolean located = false;
    try {
      tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(4);
      int entries = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + i * ENTRY_BYTES;
        int tag = Short.toUnsignedInt(tiff.getShort(entry));
        if (tag == ORIENTATION) {
          int said = tiff.getShort(entry + 8);
          orientation = said >= 1 && said <= 8 ? said : UPRIGHT;
        }
        located |= tag == GPS;
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      located = true;
    }
    return new Exif(orientation, located);
  }

  /** What both say; of two that turn it, the first one does. */
  public Exif and(Exif other) {
    return new Exif(
        orientation == UPRIGHT ? other.orientation : orientation, located || other.located);
  }

  /** Whether its rows are seen as columns: it is as high as the pixels are wide. */
  public boolean isOnItsSide() {
    return orientation > 4;
  }

  /** A directory with nothing but the orientation. */
  public byte[] orientationAlone() {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + ENTRY_BYTES + 4);
    tiff.putShort((short) 0x4D4D).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1);
    tiff.putShort((short) ORIENTATION).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    return tiff.putInt(0).array();
  }
}
