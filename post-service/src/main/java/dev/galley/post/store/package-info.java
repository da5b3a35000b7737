/** MongoDB: the connection, and how posts and their history are kept, found and removed there. */
@NullMarked
package dev.galley.post.store;

import org.jspecify.annotations.NullMarked;
