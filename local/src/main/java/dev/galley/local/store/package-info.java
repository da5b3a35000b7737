/** The embedded document store: MongoDB's protocol over one file, durable before it answers. */
@NullMarked
package dev.galley.local.store;

import org.jspecify.annotations.NullMarked;
