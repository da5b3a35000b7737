/** Posts: what they are made of, how they are stored and changed, and the editorial API on them. */
@NullMarked
package dev.galley.post.draft;

import org.jspecify.annotations.NullMarked;
