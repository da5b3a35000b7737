package dev.galley.stream.observing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code
 *     http://collector:4318/v1/traces}
 * @param sampling the share of traces that begin here and are kept; one that came with a request
 *     keeps its own decision
 */
@Validated
@ConfigurationProperties("galley.otlp")
record TracingProperties(
    URI endpoint, @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double sampling) {}
