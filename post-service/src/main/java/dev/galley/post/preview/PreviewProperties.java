package dev.galley.post.preview;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where previews come from.
 *
 * @param renderServiceUrl render-service's base address
 * @param previewTimeout how long an author's preview may take altogether; above render-service's
 *     own deadline for one document, so that its reason arrives
 */
@ConfigurationProperties("galley")
record PreviewProperties(
    @DefaultValue("http://127.0.0.1:8082") URI renderServiceUrl,
    @DefaultValue("5s") Duration previewTimeout) {}
