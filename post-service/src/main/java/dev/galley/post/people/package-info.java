/** The people who write, and what each may do. */
@NullMarked
package dev.galley.post.people;

import org.jspecify.annotations.NullMarked;
