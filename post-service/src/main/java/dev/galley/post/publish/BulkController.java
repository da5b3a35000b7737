package dev.galley.post.publish;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mongodb.MongoException;
import dev.galley.event.Removal;
import dev.galley.event.Update;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Post;
import dev.galley.post.draft.Expected;
import dev.galley.post.preview.PreviewUnavailable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes and unpublishes many posts over HTTP, each as if it was the only one: what is refused
 * for one post holds up no other.
 */
@RestController
@RequestMapping("/api/posts")
class BulkController {

  private static final int MAX_POSTS = 200;

  private final PublishingPosts publishing;
  private final UnpublishingPosts unpublishing;

  BulkController(PublishingPosts publishing, UnpublishingPosts unpublishing) {
    this.publishing = publishing;
    this.unpublishing = unpublishing;
  }

  @PostMapping("/publish")
  BulkReport publish(@RequestBody @Valid PublishPosts command, Actor actor) {
    PublishPost each = new PublishPost(command.update(), command.changeNote(), null, null, null);
    return each(command.posts(), (id, expected) -> publishing.publish(id, expected, each, actor));
  }

  @PostMapping("/unpublish")
  BulkReport unpublish(@RequestBody @Valid UnpublishPosts command, Actor actor) {
    UnpublishPost each = new UnpublishPost(command.how(), command.to(), command.reason());
    return each(
        command.posts(), (id, expected) -> unpublishing.unpublish(id, expected, each, actor));
  }

  private static BulkReport each(List<Chosen> posts, BiFunction<String, Expected, Post> work) {
    List<BulkItem> items = new ArrayList<>();
    String trouble = null;
    for (Chosen chosen : posts) {
      if (trouble != null) {
        items.add(new BulkItem(chosen.id(), Outcome.NOT_TRIED, null, trouble));
        continue;
      }
      try {
        Post after = work.apply(chosen.id(), Expected.revision(chosen.revision()));
        items.add(new BulkItem(chosen.id(), Outcome.DONE, after.revision(), null));
      } catch (MongoException e) {
        // Each of the others would wait as long for a store that is away.
        trouble = "The store does not answer.";
        items.add(
            new BulkItem(
                chosen.id(),
                Outcome.UNCLEAR,
                null,
                "The store did not answer: see whether it was done."));
      } catch (PreviewUnavailable e) {
        trouble = "Its page cannot be checked at the moment.";
        items.add(new BulkItem(chosen.id(), Outcome.NOT_TRIED, null, trouble));
      } catch (RuntimeException e) {
        String reason = Refusal.reason(e).orElseThrow(() -> e);
        items.add(new BulkItem(chosen.id(), Outcome.REFUSED, null, reason));
      }
    }
    return new BulkReport(items);
  }

  /**
   * One of the posts that are meant.
   *
   * @param revision the one that is to be published or unpublished, as in {@code If-Match}
   */
  record Chosen(@NotNull @Size(max = 100) String id, @Min(1) long revision) {}

  /**
   * Publish the working copies.
   *
   * @param update as for a single post: when absent, as each post's past suggests
   * @param changeNote the same for all
   */
  record PublishPosts(
      @NotNull @Size(min = 1, max = MAX_POSTS) List<@NotNull @Valid Chosen> posts,
      @Nullable Update update,
      @Nullable @Size(max = 1_000) String changeNote) {}

  /** Take posts off the site, all in the same way. */
  record UnpublishPosts(
      @NotNull @Size(min = 1, max = MAX_POSTS) List<@NotNull @Valid Chosen> posts,
      @Nullable Removal how,
      @Nullable @Schema(format = "uri-reference") URI to,
      @Nullable @Size(max = 1_000) String reason) {}

  /** What became of each, in the order in which they were named. */
  record BulkReport(List<BulkItem> items) {}

  /**
   * What became of one.
   *
   * @param revision of the post since then; null unless it was done
   * @param reason why it was not; null when it was
   */
  record BulkItem(String id, Outcome outcome, @Nullable Long revision, @Nullable String reason) {}

  /** What can become of one. */
  enum Outcome {
    DONE,
    REFUSED,
    UNCLEAR,
    NOT_TRIED;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
