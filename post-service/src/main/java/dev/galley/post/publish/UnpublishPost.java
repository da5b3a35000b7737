package dev.galley.post.publish;

import dev.galley.event.Removal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Take a post off the site.
 *
 * @param how gone when absent
 * @param to where a redirect leads: a path on the site or an http(s) address
 * @param reason why, for the public; absent when nothing is to be said
 */
public record UnpublishPost(
    @Nullable Removal how,
    @Nullable @Schema(format = "uri-reference") URI to,
    @Nullable @Size(max = 1_000) String reason) {}
