package dev.galley.post.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.galley.post.content.Content;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.NewPost;
import dev.galley.post.draft.RevisionNotFound;
import dev.galley.post.draft.WrongState;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Any two states of a post beside each other, as text and as pages. */
@RestController
class ComparisonController {

  private static final String STATE = "[1-9][0-9]{0,17}|live|working";

  private final Posts posts;
  private final RenderService renderService;

  ComparisonController(Posts posts, RenderService renderService) {
    this.posts = posts;
    this.renderService = renderService;
  }

  /**
   * Both states and the names of the fields in which they differ.
   *
   * @param from a revision, {@code live} or {@code working}
   * @param rendered whether with the pages that both would have
   */
  @GetMapping("/api/posts/{id}/comparison")
  Comparison compare(
      @PathVariable String id,
      @RequestParam @Pattern(regexp = STATE) String from,
      @RequestParam(defaultValue = "working") @Pattern(regexp = STATE) String to,
      @RequestParam(defaultValue = "false") boolean rendered) {
    Post post = posts.find(id).orElseThrow(() -> new PostNotFound(id));
    State one = state(post, from);
    State other = state(post, to);
    return new Comparison(
        side(post, one, rendered),
        side(post, other, rendered),
        differences(one.content(), other.content()));
  }

  private State state(Post post, String name) {
    if (name.equals("working")) {
      return new State(post.revision(), post.working());
    }
    long revision =
        name.equals("live")
            ? post.live()
                .orElseThrow(() -> new WrongState("The post is not on the site."))
                .revision()
            : Long.parseLong(name);
    return posts
        .contentAt(post, revision)
        .map(content -> new State(revision, content))
        .orElseThrow(() -> new RevisionNotFound(post.id(), revision));
  }

  private Side side(Post post, State state, boolean rendered) {
    return new Side(
        state.revision(),
        NewPost.of(state.content()),
        rendered ? renderService.page(state.content(), post.publicHistory()).orElse(null) : null);
  }

  private static List<String> differences(Content one, Content other) {
    List<String> names = new ArrayList<>();
    note(names, "slug", one, other, Content::slug);
    note(names, "title", one, other, Content::title);
    note(names, "body", one, other, Content::body);
    note(names, "format", one, other, Content::format);
    note(names, "summary", one, other, Content::summary);
    note(names, "authors", one, other, Content::authors);
    note(names, "tags", one, other, Content::tags);
    note(names, "kind", one, other, Content::kind);
    note(names, "metadata", one, other, Content::metadata);
    note(names, "canonicalUrl", one, other, Content::canonicalUrl);
    return names;
  }

  private static void note(
      List<String> names,
      String name,
      Content one,
      Content other,
      Function<Content, @Nullable Object> field) {
    if (!Objects.equals(field.apply(one), field.apply(other))) {
      names.add(name);
    }
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(PreviewUnavailable unavailable) {
    return unavailable.answer();
  }

  private record State(long revision, Content content) {}

  /**
   * Two states.
   *
   * @param changed the names of the fields in which they differ
   */
  record Comparison(Side from, Side to, List<String> changed) {}

  /**
   * One of them.
   *
   * @param page absent when it was not asked for, or the text cannot be rendered
   */
  record Side(
      long revision,
      NewPost content,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String page) {}
}
