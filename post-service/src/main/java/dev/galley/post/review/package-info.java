/** Asking for consent over HTTP, for posts and proposals, and deciding when time has passed. */
@NullMarked
package dev.galley.post.review;

import org.jspecify.annotations.NullMarked;
