/**
 * What the text of a file says beside its metadata: what it hides, what it cannot show, what it is
 * called.
 */
@NullMarked
package dev.galley.post.snip.text;

import org.jspecify.annotations.NullMarked;
