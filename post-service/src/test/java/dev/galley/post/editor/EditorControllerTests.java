package dev.galley.post.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class EditorControllerTests {

  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/editor/assets/[^\"]+)\"");

  private MockMvcTester mvc;

  @BeforeEach
  void loadTheEditor() throws Exception {
    mvc = MockMvcTester.of(new EditorController(EditorFiles.load(), Clock.systemUTC()));
  }

  @Test
  void servesThePageAtEveryAddressInsideTheEditor() {
    for (String address :
        List.of(
            "/editor/",
            "/editor/posts/0190",
            "/editor/files",
            "/editor/channels",
            "/editor/webhooks",
            "/editor/subscribers",
            "/editor/proposals",
            "/editor/mail",
            "/editor/import",
            "/editor/access",
            "/editor/audit",
            "/editor/people",
            "/editor/account")) {
      assertThat(mvc.get().uri(address)).hasStatusOk().hasContentTypeCompatibleWith("text/html");
    }
  }

  @Test
  void servesEveryFileThatThePageNamesForEver() {
    var names = NAMED.matcher(page()).results().map(name -> name.group(1)).distinct().toList();

    assertThat(names).anyMatch(name -> name.endsWith("main.js")).hasSizeGreaterThan(20);
    for (String name : names) {
      assertThat(mvc.get().uri(name))
          .as(name)
          .hasStatusOk()
          .headers()
          .hasValue("Cache-Control", "public, max-age=31536000, immutable");
    }
  }

  @Test
  void namesUpFrontWhatTheEditorNeedsToBegin() throws Exception {
    assertThat(page())
        .contains("/js/main.js\">", "/js/posts/posts-view.js\">", "/js/writing/markdown-line.js\">")
        .doesNotContain("/js/bulk/");
    String later = NAMED.matcher(page()).results().findFirst().orElseThrow().group(1);

    assertThat(mvc.get().uri(later.replaceFirst("/[^/]+$", "/js/bulk/actions.js"))).hasStatusOk();
  }

  @Test
  void findsNothingUnderTheAddressOfAnotherRelease() {
    assertThat(mvc.get().uri("/editor/assets/0123456789abcdef/js/main.js"))
        .hasStatus(HttpStatus.NOT_FOUND);
  }

  @Test
  void answersNotModifiedToTheTagItGave() {
    String tag = mvc.get().uri("/editor/").exchange().getResponse().getHeader("ETag");

    MvcTestResult again = mvc.get().uri("/editor/").header("If-None-Match", tag).exchange();

    assertThat(again).hasStatus(HttpStatus.NOT_MODIFIED).headers().hasValue("ETag", tag);
    assertThat(again).body().isEmpty();
  }

  @Test
  void compressesForThoseWhoAcceptIt() throws Exception {
    MvcTestResult compressed =
        mvc.get().uri("/editor/").header("Accept-Encoding", "gzip").exchange();
    MvcTestResult refused =
        mvc.get().uri("/editor/").header("Accept-Encoding", "gzip; q=0").exchange();

    assertThat(compressed).headers().hasValue("Content-Encoding", "gzip");
    byte[] body = compressed.getResponse().getContentAsByteArray();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(page());
    assertThat(refused).headers().doesNotContainHeader("Content-Encoding");
  }

  @Test
  void allowsNoScriptButItsOwnAndNoMarkupFromText() {
    String policy =
        mvc.get().uri("/editor/").exchange().getResponse().getHeader("Content-Security-Policy");

    assertThat(policy)
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void hasNoScriptOrStyleInsideThePage() {
    assertThat(page())
        .doesNotContain("style=", "<style", "onclick")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  private String page() {
    return new String(
        mvc.get().uri("/editor/").exchange().getResponse().getContentAsByteArray(),
        StandardCharsets.UTF_8);
  }
}
