package dev.galley.feed.http;

import java.net.URI;

/** Asks endpoints whether they want what somebody asked for in their name. */
public interface Challenge {

  /**
   * Gets what is at an address once: no redirect is followed, nothing is repeated.
   *
   * @param expected in ASCII
   * @return accepted only where the answer is a success and exactly the expected text; failures are
   *     answers, not exceptions
   */
  Answer get(URI url, String expected);
}
