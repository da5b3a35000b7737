package dev.galley.stream.consuming;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a service's consumers do.
 *
 * @param step the step of a publication that fails when a record is given up, such as {@code page};
 *     absent in a service whose failures are no step
 */
@ConfigurationProperties("galley.consuming")
record ConsumingProperties(@Nullable String step) {}
