package dev.galley.web.problem;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.galley.web.answer.SecurityHeadersFilter;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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

  @RestController
  private static final class Things {

    @GetMapping("/read")
    String read() {
      return "";
    }

    @PostMapping("/write")
    void write() {}
  }

  @RestControllerAdvice
  private static final class ThingProblems extends ProblemAdvice {}
}
