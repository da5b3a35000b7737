/** Long work, which goes on from where it was when whoever does it is killed. */
@NullMarked
package dev.galley.post.job;

import org.jspecify.annotations.NullMarked;
