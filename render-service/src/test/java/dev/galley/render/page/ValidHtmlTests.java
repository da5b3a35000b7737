package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostPublished;
import dev.galley.render.corpus.Corpus;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.theme.Link;
import dev.galley.render.theme.ListView;
import dev.galley.render.theme.NoticeView;
import dev.galley.render.theme.When;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Nu HTML checker says of pages of the corpus. */
class ValidHtmlTests {

  private static final int EVERY = Integer.getInteger("galley.test.every", 40);

  /**
   * What the corpus' authors wrote: the editor has a hint for the first; the second shows right.
   */
  private static final Pattern AUTHORS_OWN =
      Pattern.compile(
          "The heading .* skipping \\d heading levels?\\."
              + "|Bad value “\\d+(?:%|px)” for attribute “width” on element “img”.*");

  /** The checker nests some thousand calls, for which the first compiler takes more room. */
  private static final long STACK_BYTES = 8L * 1024 * 1024;

  @Test
  void pagesAreValidHtml() throws Exception {
    Corpus.require();
    List<PostPublished> posts = Corpus.posts();
    List<String> errors = new ArrayList<>();
    try (PageWorld world = new PageWorld(Markdowns.standard())) {
      for (int i = 0; i < posts.size(); i += EVERY) {
        world.publish(posts.get(i));
        String slug = posts.get(i).slug();
        byte[] html = world.live.page(world.index.at("/" + slug)).orElseThrow().html().plain();
        errors(html).forEach(error -> errors.add(slug + ": " + error));
      }
      for (byte[] html : withoutPosts(world)) {
        errors.addAll(errors(html));
      }
    }

    assertThat(errors).isEmpty();
  }

  private static List<byte[]> withoutPosts(PageWorld world) {
    Link author = new Link("Chris", "/chris-roos", true);
    ListView.Entry entry =
        new ListView.Entry(
            "A & B",
            "/a",
            When.of(OffsetDateTime.parse("2026-01-02T10:00Z")),
            List.of(author),
            "X");
    return Stream.of(
            world.theme.list(
                new ListView(
                    "Archive",
                    "https://example.com/archive",
                    List.of(entry),
                    null,
                    "/archive?page=2",
                    "/tags/a%3Bb/feed.xml")),
            world.theme.list(
                new ListView("Empty", "https://example.com/", List.of(), null, null, null)),
            world.theme.notice(new NoticeView("Gone", List.of("It was here."))))
        .map(html -> html.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> errors(byte[] html) throws Exception {
    FutureTask<List<String>> checking = new FutureTask<>(() -> checked(html));
    new Thread(null, checking, "checker", STACK_BYTES).start();
    return checking.get();
  }

  private static List<String> checked(byte[] html) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.JSON);
    validator.setNoLangDetect(true);
    JsonNode report =
        JsonMapper.shared().readTree(validator.validate(new ByteArrayInputStream(html)));
    return report
        .path("messages")
        .valueStream()
        .filter(message -> message.path("type").asString().equals("error"))
        .filter(message -> !AUTHORS_OWN.matcher(message.path("message").asString()).matches())
        .map(
            message ->
                message.path("message").asString() + " | " + message.path("extract").asString())
        .toList();
  }
}
