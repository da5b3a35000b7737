package dev.galley.render.site;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the site is served.
 *
 * @param redirects a file of permanent redirects, {@code /from to} a line; null for none
 * @param postsPerPage how many posts a page of a list has
 * @param sitemapUrls how many addresses one sitemap file has; sitemaps.org allows 50,000
 */
@Validated
@ConfigurationProperties("galley.serving")
record ServingProperties(
    @Nullable Path redirects,
    @DefaultValue("20") @Min(1) @Max(200) int postsPerPage,
    @DefaultValue("50000") @Min(1) @Max(50_000) int sitemapUrls) {}
