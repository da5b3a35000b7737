/** Ghost's exports: which posts they hold, and what Ghost's two forms of texts mean. */
@NullMarked
package dev.galley.post.transfer.ghost;

import org.jspecify.annotations.NullMarked;
