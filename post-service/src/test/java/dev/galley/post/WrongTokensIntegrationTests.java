package dev.galley.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** On a service of its own: afterwards it distrusts this machine. */
class WrongTokensIntegrationTests {

  private static HttpRequest.Builder signIn(RunningService service, String token) {
    return service
        .request("/api/session")
        .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"));
  }

  @Test
  void slowsDownWhoeverTriesTokensButNobodyElse() {
    try (RunningService service = RunningService.ofItsOwn()) {
      HttpResponse<String> last = service.get("/api/posts");
      for (int i = 0; i <= 10; i++) {
        last =
            service.send(
                service
                    .request("/api/posts")
                    .setHeader("Authorization", "Bearer glly_wrong" + i)
                    .GET());
      }

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
      assertThat(service.send(signIn(service, "glly_wrong")).statusCode()).isEqualTo(429);
      assertThat(service.get("/api/posts").statusCode()).isEqualTo(200);
      assertThat(service.send(signIn(service, RunningService.TOKEN)).statusCode()).isEqualTo(200);
    }
  }
}
