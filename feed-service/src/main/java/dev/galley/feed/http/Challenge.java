package dev.galley.feed.http;

import java.net.URI;
import java.time.Duration;

/** Asks endpoints whether they want what somebody asked for in their name. */
public interface Challenge {

  /**
   * Gets what is at an address once: no redirect is followed, nothing is repeated.
   *
   * @param expected in ASCII
   * @param limit after how long the call is over; never longer than any other call may take
   * @return accepted only where the answer is a success and exactly the expected text; failures are
   *     answers, not exceptions
   */
  Answer get(URI url, String expected, Duration limit);
}
