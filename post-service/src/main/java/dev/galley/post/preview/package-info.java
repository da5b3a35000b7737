/** Shows how a draft will look, by asking render-service; everything else works without it. */
@NullMarked
package dev.galley.post.preview;

import org.jspecify.annotations.NullMarked;
