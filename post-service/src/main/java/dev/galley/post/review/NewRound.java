package dev.galley.post.review;

import dev.galley.event.ReviewRound;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round to open.
 *
 * @param participants the ids of those who are asked
 * @param deadline as configured when absent
 * @param quorum how many must have answered when the deadline has passed; more than half of them
 *     when absent
 * @param publishes whether a post is published by itself once consent is reached
 */
record NewRound(
    @NotNull @Size(min = 1, max = ReviewRound.MAX_PARTICIPANTS)
        List<@NotNull @Size(min = 1, max = 100) String> participants,
    @Nullable Instant deadline,
    @Nullable @Min(1) Integer quorum,
    @Nullable Boolean publishes) {}
