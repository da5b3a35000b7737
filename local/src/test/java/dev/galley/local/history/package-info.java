@NullMarked
package dev.galley.local.history;

import org.jspecify.annotations.NullMarked;
