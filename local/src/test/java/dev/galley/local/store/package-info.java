@NullMarked
package dev.galley.local.store;

import org.jspecify.annotations.NullMarked;
