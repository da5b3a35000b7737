@NullMarked
package dev.galley.local.follow;

import org.jspecify.annotations.NullMarked;
