package dev.galley.render.preview;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use what is for the other services alone.
 *
 * @param allowed networks in CIDR notation besides the machine itself
 */
@ConfigurationProperties("galley.internal")
record InternalProperties(@DefaultValue List<String> allowed) {}
