package dev.galley.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read measures and the details of health.
 *
 * @param allowed networks in CIDR notation besides the machine itself
 */
@ConfigurationProperties("galley.metrics")
record MetricsProperties(@DefaultValue List<String> allowed) {}
