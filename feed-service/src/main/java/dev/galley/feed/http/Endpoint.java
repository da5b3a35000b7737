package dev.galley.feed.http;

import java.net.URI;
import java.util.Map;

/** Calls subscribers' endpoints. */
public interface Endpoint {

  /**
   * Posts a message once: no redirect is followed, nothing is repeated.
   *
   * @param headers without {@code Content-Type} it is JSON
   * @return what came of it; failures are answers, not exceptions
   */
  Answer post(URI url, Map<String, String> headers, byte[] body);
}
