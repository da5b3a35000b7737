package dev.galley.feed.http;

/** A webhook was given an address that may not be called; the message completes "url ...". */
public final class TargetRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TargetRefused(String reason) {
    super(reason);
  }
}
