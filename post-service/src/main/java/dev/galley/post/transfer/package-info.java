/** Bringing posts in from files and giving every post back as a file. */
@NullMarked
package dev.galley.post.transfer;

import org.jspecify.annotations.NullMarked;
