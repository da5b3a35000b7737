package dev.galley.post.delivery;

import dev.galley.post.delivery.Deliveries.PublicationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The progress of many publications over HTTP; a question, for all that it is a {@code POST}. */
@RestController
class ProgressController {

  private static final int MAX_PUBLICATIONS = 500;

  private final Progress progress;

  ProgressController(Progress progress) {
    this.progress = progress;
  }

  @PostMapping("/api/deliveries/progress")
  Progress.ProgressReport report(@RequestBody @Valid Question question) {
    return progress.of(
        question.publications().stream()
            .map(one -> new PublicationId(one.postId(), one.revision()))
            .toList());
  }

  /** Which publications are meant. */
  record Question(
      @NotNull @Size(max = MAX_PUBLICATIONS) List<@NotNull @Valid Publication> publications) {

    /** One of them, as an import reports it. */
    record Publication(@NotNull @Size(max = 100) String postId, @Min(1) long revision) {}
  }
}
