package dev.galley.post.asset.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is, decided by its bytes and never by its name. */
public enum AssetType {
  PNG("image/png", List.of("png"), 0, "\u0089PNG\r\n\u001A\n"),
  JPEG("image/jpeg", List.of("jpg", "jpeg"), 0, "\u00FF\u00D8\u00FF"),
  GIF("image/gif", List.of("gif"), 0, "GIF8"),
  WEBP("image/webp", List.of("webp"), 8, "WEBP"),
  AVIF("image/avif", List.of("avif"), 4, "ftypavif"),
  PDF("application/pdf", List.of("pdf"), 0, "%PDF-"),
  MP4("video/mp4", List.of("mp4", "m4v", "m4a", "mov"), 4, "ftyp"),
  WEBM("video/webm", List.of("webm", "mkv"), 0, "\u001AE\u00DF\u00A3"),
  OGG("audio/ogg", List.of("ogg", "oga", "ogv", "opus"), 0, "OggS"),
  MP3("audio/mpeg", List.of("mp3"), 0, "ID3"),
  /** An MP3 without a tag before its first frame. */
  MP3_FRAME("audio/mpeg", List.of("mp3"), 0, "\u00FF\u00FB"),
  /** Recognised last, since it is text. */
  SVG("image/svg+xml", List.of("svg"), 0, "<");

  private static final Set<AssetType> PICTURES = EnumSet.of(PNG, JPEG, GIF, WEBP, AVIF);
  static final int LOOKED_AT_BYTES = 4096;

  private final String mediaType;

  /** The usual one first. */
  private final List<String> extensions;

  private final int magicAt;
  private final byte[] magic;

  AssetType(String mediaType, List<String> extensions, int magicAt, String magic) {
    this.mediaType = mediaType;
    this.extensions = extensions;
    this.magicAt = magicAt;
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The type of a file's content; empty for what is not accepted.
   *
   * @param head its first bytes, {@value #LOOKED_AT_BYTES} or all
   */
  static Optional<AssetType> of(byte[] head) {
    return Arrays.stream(values()).filter(type -> type.matches(head)).findFirst();
  }

  /** The ending that a file of this type gets when it has none of its own. */
  public String extension() {
    return extensions.get(0);
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether a file's name says what its content is. */
  public boolean isNamedSo(String path) {
    return extensions.contains(extension(path));
  }

  /**
   * Whether browsers do with a file of this name what they may do with this content. They go by the
   * type that it is served under, which the name says, except for pictures: those are served as
   * what they are.
   */
  private boolean mayBeNamed(String path) {
    return isNamedSo(path)
        || PICTURES.contains(this) && PICTURES.stream().anyMatch(type -> type.isNamedSo(path));
  }

  /** The type that a file was stored as. */
  public static AssetType of(String mediaType) {
    return Arrays.stream(values())
        .filter(type -> type.mediaType.equals(mediaType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not stored here: " + mediaType));
  }

  /**
   * @throws RefusedAsset when a file of this type may not be called so
   */
  public void refuseName(String path) {
    if (!mayBeNamed(path)) {
      throw new RefusedAsset("its content is " + mediaType + ", and its name says something else");
    }
  }

  /** Whether a file that is accepted here could be called so. */
  public static boolean isNameOfAny(String file) {
    return file.indexOf('.') >= 0 && Arrays.stream(values()).anyMatch(type -> type.isNamedSo(file));
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private boolean matches(byte[] bytes) {
    if (this == SVG) {
      return beginsAsSvg(bytes);
    }
    return bytes.length >= magicAt + magic.length
        && Arrays.equals(bytes, magicAt, magicAt + magic.length, magic, 0, magic.length);
  }

  private static boolean beginsAsSvg(byte[] bytes) {
    String begin =
        new String(bytes, 0, Math.min(bytes.length, LOOKED_AT_BYTES), StandardCharsets.UTF_8);
    String text = begin.startsWith("\uFEFF") ? begin.substring(1) : begin;
    return text.stripLeading().startsWith("<") && text.contains("<svg");
  }
}
