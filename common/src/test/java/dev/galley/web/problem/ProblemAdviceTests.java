package dev.galley.web.problem;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.web.BodyLimitFilter;
import dev.galley.web.answer.SecurityHeadersFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

class ProblemAdviceTests {

  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(new Things())
          .setControllerAdvice(new ThingProblems())
          .addFilters(new SecurityHeadersFilter())
          .build();

  @Test
  void namesHeadBesideGet() throws Exception {
    web.perform(delete("/read"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(header().string("Allow", "GET,HEAD"));
    web.perform(delete("/write")).andExpect(header().string("Allow", "POST"));
  }

  @Test
  void letsNoOtherSiteLoadAnAnswer() throws Exception {
    web.perform(delete("/read"))
        .andExpect(header().string("Cross-Origin-Resource-Policy", "same-origin"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/text", "/wrapped"})
  void tellsThatThereIsNoRoomWhateverReaderMeetsIt(String reader) throws Exception {
    // Room for what is read first, and not for the rest: the reader is in the middle of a text.
    int heap = (int) (Runtime.getRuntime().maxMemory() / 12 / 12_000);

    send(reader, new BodyLimitFilter.Limit(DataSize.ofMegabytes(1), heap))
        .andExpect(status().isServiceUnavailable())
        .andExpect(header().string("Retry-After", "1"))
        .andExpect(jsonPath("$.type").value("/problems/busy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/json", "/text", "/wrapped"})
  void tellsThatItIsTooLargeWhateverReaderMeetsIt(String reader) throws Exception {
    send(reader, BodyLimitFilter.Limit.onDisk(DataSize.ofBytes(12_000)))
        .andExpect(status().isContentTooLarge())
        .andExpect(jsonPath("$.type").value("/problems/body-too-large"));
  }

  private static ResultActions send(String reader, BodyLimitFilter.Limit limit) throws Exception {
    return MockMvcBuilders.standaloneSetup(new Things())
        .setControllerAdvice(new ThingProblems())
        .addFilters(ProblemAdviceTests::hideLength, new BodyLimitFilter(request -> limit))
        .build()
        .perform(
            post(reader)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\": \"" + "x".repeat(30_000) + "\"}"));
  }

  /** As of a body that is sent in chunks. */
  private static void hideLength(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        new HttpServletRequestWrapper((HttpServletRequest) request) {
          @Override
          public long getContentLengthLong() {
            return -1;
          }
        },
        response);
  }

  @RestController
  private static final class Things {

    @GetMapping("/read")
    String read() {
      return "";
    }

    @PostMapping("/write")
    void write() {}

    record Named(String name) {}

    @PostMapping("/json")
    void json(@RequestBody Named body) {}

    @PostMapping("/text")
    void text(@RequestBody String body) {}

    @PostMapping("/wrapped")
    void wrapped(InputStream body) {
      try {
        body.readAllBytes();
      } catch (IOException | RuntimeException e) {
        throw new IllegalStateException("A reader failed", e);
      }
    }
  }

  @RestControllerAdvice
  private static final class ThingProblems extends ProblemAdvice {}
}
