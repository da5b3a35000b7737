/** WordPress's exports: WXR, the extended RSS of its own tools, and what stands in its texts. */
@NullMarked
package dev.galley.post.transfer.wordpress;

import org.jspecify.annotations.NullMarked;
