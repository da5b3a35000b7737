/** Publishing and unpublishing: what changes for readers, and the events that say so. */
@NullMarked
package dev.galley.post.publish;

import org.jspecify.annotations.NullMarked;
