/** Images and attachments: stored by content, found by path. */
@NullMarked
package dev.galley.post.asset;

import org.jspecify.annotations.NullMarked;
