/** Zip files that strangers made: what of them can be read, and what they are refused for. */
@NullMarked
package dev.galley.post.transfer.archive;

import org.jspecify.annotations.NullMarked;
