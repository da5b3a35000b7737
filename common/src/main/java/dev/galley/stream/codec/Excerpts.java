package dev.galley.stream.codec;

/**
 * Foreign text made fit for a reason, a header or a log line: short and without control characters.
 */
public final class Excerpts {

  private static final int MAX_CHARS = 200;

  private Excerpts() {}

  public static String of(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Co}\\p{Cn}\\p{Cs}]", "\uFFFD");
    return clean.length() <= MAX_CHARS ? clean : clean.substring(0, MAX_CHARS) + "…";
  }
}
