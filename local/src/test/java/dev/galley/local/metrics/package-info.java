@NullMarked
package dev.galley.local.metrics;

import org.jspecify.annotations.NullMarked;
