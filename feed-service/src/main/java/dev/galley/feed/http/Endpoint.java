package dev.galley.feed.http;

import java.net.URI;
import java.util.Map;

/** Calls subscribers' endpoints. */
public interface Endpoint {

  /**
   * Posts a JSON message once: no redirect is followed, nothing is repeated.
   *
   * @return what came of it; failures are answers, not exceptions
   */
  Answer post(URI url, Map<String, String> headers, byte[] body);
}
