package dev.galley.feed.newsletter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs the site.
 *
 * @param mail where they are told of what a person has to decide; nobody is without
 */
@ConfigurationProperties("galley.operators")
record OperatorProperties(@DefaultValue("") String mail) {}
