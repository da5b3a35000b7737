package dev.galley.web;

/**
 * What a browser may do with a file of the site that is opened by itself, as a {@code
 * Content-Security-Policy}: show or play it, and nothing more, whatever it holds.
 */
public final class FilePolicy {

  /** Of what may be a document, and act. */
  public static final String SHOWN = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  /** Browsers play films and sound in a page that they make, which asks for the file once more. */
  private static final String PLAYED =
      "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox allow-same-origin";

  private FilePolicy() {}

  /** The policy for a file of a media type. */
  public static String of(String mediaType) {
    return mediaType.startsWith("video/") || mediaType.startsWith("audio/") ? PLAYED : SHOWN;
  }
}
