/** How posts and their history are kept, found and removed in MongoDB. */
@NullMarked
package dev.galley.post.store;

import org.jspecify.annotations.NullMarked;
