@NullMarked
package dev.galley.local.origin;

import org.jspecify.annotations.NullMarked;
