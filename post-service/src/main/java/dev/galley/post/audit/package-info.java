/** Who did what from where: a list that only grows, for owners. */
@NullMarked
package dev.galley.post.audit;

import org.jspecify.annotations.NullMarked;
