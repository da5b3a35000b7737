/** MongoDB: the connection, and what all collections have in common. */
@NullMarked
package dev.galley.post.database;

import org.jspecify.annotations.NullMarked;
