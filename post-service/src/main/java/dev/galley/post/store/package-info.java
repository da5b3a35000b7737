/** The connection to MongoDB. */
@NullMarked
package dev.galley.post.store;

import org.jspecify.annotations.NullMarked;
