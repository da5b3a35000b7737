/** Characters, lines and HTML: how a document is read piece by piece, and written. */
@NullMarked
package dev.galley.render.markdown.kramdown.text;

import org.jspecify.annotations.NullMarked;
