@NullMarked
package dev.galley.local;

import org.jspecify.annotations.NullMarked;
