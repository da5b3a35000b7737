package dev.galley.feed.webhook;

import dev.galley.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it makes a webhook; filters that are absent let all through. */
record WebhookRequest(
    @NotBlank @Size(max = 2048) String url,
    @Nullable @OneLine @Size(max = 100) String name,
    @Nullable @Size(max = 10) Set<@NotBlank String> types,
    @Nullable @Size(max = 50) Set<@NotBlank @OneLine @Size(max = 100) String> tags,
    @Nullable @Size(max = 50) Set<@NotBlank @OneLine @Size(max = 100) String> kinds) {}
