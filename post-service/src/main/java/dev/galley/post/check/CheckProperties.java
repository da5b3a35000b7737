package dev.galley.post.check;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which checks a post has to pass.
 *
 * @param required the codes of findings with which nothing is published; none by default
 */
@ConfigurationProperties("galley.checks")
record CheckProperties(@DefaultValue Set<String> required) {}
