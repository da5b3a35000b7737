/** The site generators that are known: where each has what, and how their configuration is read. */
@NullMarked
package dev.galley.post.engine.rules;

import org.jspecify.annotations.NullMarked;
