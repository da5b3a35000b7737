/**
 * Reading topics without a group: for what every instance must see, and for a look at what is
 * there.
 */
@NullMarked
package dev.galley.stream.following;

import org.jspecify.annotations.NullMarked;
