/** Keeps a git working copy at what is published: one commit a publication. */
@NullMarked
package dev.galley.local.follow;

import org.jspecify.annotations.NullMarked;
