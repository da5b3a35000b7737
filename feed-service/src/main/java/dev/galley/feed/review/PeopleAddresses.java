package dev.galley.feed.review;

import dev.galley.feed.mail.MailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks post-service, which alone knows people's addresses, each time that a mail is written. They
 * are kept nowhere here. Thread-safe.
 */
final class PeopleAddresses {

  private final RestClient postService;
  private final ReviewMailProperties properties;

  PeopleAddresses(RestClient postService, ReviewMailProperties properties) {
    this.postService = postService;
    this.properties = properties;
  }

  /** They cannot be asked for now; the message says why, without a secret. */
  static final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unavailable(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }

  /**
   * Where mail to a person goes; empty for somebody who has no address, or writes here no more.
   *
   * @throws Unavailable when nobody can say
   */
  Optional<MailAddress> of(String person) {
    try {
      byte[] found =
          postService
              .get()
              .uri("/api/people/{id}", person)
              .accept(MediaType.APPLICATION_JSON)
              .headers(headers -> headers.setBearerAuth(token()))
              .retrieve()
              .body(byte[].class);
      return found == null
          ? Optional.empty()
          : MailAddress.of(JsonMapper.shared().readTree(found).path("email").asString(""));
    } catch (HttpClientErrorException.NotFound removed) {
      return Optional.empty();
    } catch (HttpClientErrorException refused) {
      throw new Unavailable("post-service refuses the token for reviews", refused);
    } catch (RestClientException | JacksonException down) {
      throw new Unavailable("post-service does not answer", down);
    }
  }

  /** Read each time: whoever replaces the file need not restart the service. */
  private String token() {
    String given = properties.token();
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    Path file = properties.tokenFile();
    try {
      if (file != null && Files.isRegularFile(file)) {
        return Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw new Unavailable("the token for reviews cannot be read", e);
    }
    throw new Unavailable("no token for reviews is configured", null);
  }
}
