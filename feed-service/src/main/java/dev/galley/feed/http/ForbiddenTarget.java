package dev.galley.feed.http;

import java.net.UnknownHostException;

/**
 * A webhook leads where it must not. Thrown while the address is looked up, so that no connection
 * is ever made.
 */
final class ForbiddenTarget extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  ForbiddenTarget(String reason) {
    super(reason);
  }
}
