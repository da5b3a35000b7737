/** What operators see of a service: health, measures, and the trace of a publication. */
@NullMarked
package dev.galley.stream.observing;

import org.jspecify.annotations.NullMarked;
