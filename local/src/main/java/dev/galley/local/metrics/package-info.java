/** The measures of the three services as one Prometheus text. */
@NullMarked
package dev.galley.local.metrics;

import org.jspecify.annotations.NullMarked;
