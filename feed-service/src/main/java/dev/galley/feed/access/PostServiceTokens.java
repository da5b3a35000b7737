package dev.galley.feed.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks post-service, which alone knows the tokens, and believes its answer for a few seconds.
 * Thread-safe.
 */
final class PostServiceTokens implements Tokens {

  private static final int MAX_REMEMBERED = 1000;

  private record Remembered(Access access, Instant until) {}

  private final JsonMapper json = new JsonMapper();
  private final HttpClient client;
  private final URI currentToken;
  private final Duration cache;
  private final Duration timeout;
  private final Clock clock;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  PostServiceTokens(AccessProperties properties, Clock clock) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(properties.tokenTimeout())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.currentToken = properties.postServiceUrl().resolve("/api/tokens/current");
    this.cache = properties.tokenCache();
    this.timeout = properties.tokenTimeout();
    this.clock = clock;
  }

  @Override
  public Access check(Credentials credentials) {
    String fingerprint = credentials.fingerprint();
    Remembered known = recall(fingerprint);
    Instant now = clock.instant();
    if (known != null && known.until().isAfter(now)) {
      return known.access();
    }
    Access access = ask(credentials);
    remember(fingerprint, new Remembered(access, now.plus(cache)));
    return access;
  }

  private Access ask(Credentials credentials) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(currentToken).timeout(timeout).header("Accept", "application/json");
    if (credentials.authorization() != null) {
      request.header("Authorization", credentials.authorization());
    }
    if (credentials.cookie() != null) {
      request.header("Cookie", credentials.cookie());
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 500) {
        throw new TokensUnavailable("post-service answered " + answer.statusCode(), null);
      }
      return answer.statusCode() == 200
          ? Access.of(json.readTree(answer.body()).path("role").asString(""))
          : Access.NONE;
    } catch (IOException | IllegalArgumentException | JacksonException e) {
      throw new TokensUnavailable("post-service cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokensUnavailable("Interrupted", e);
    }
  }

  private @Nullable Remembered recall(String fingerprint) {
    synchronized (remembered) {
      return remembered.get(fingerprint);
    }
  }

  private void remember(String fingerprint, Remembered answer) {
    synchronized (remembered) {
      remembered.remove(fingerprint);
      remembered.put(fingerprint, answer);
    }
  }
}
