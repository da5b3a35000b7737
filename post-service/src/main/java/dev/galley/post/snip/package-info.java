/**
 * The snip format and its relatives: reading and writing files of text with metadata. Knows nothing
 * of posts in a store.
 */
@NullMarked
package dev.galley.post.snip;

import org.jspecify.annotations.NullMarked;
