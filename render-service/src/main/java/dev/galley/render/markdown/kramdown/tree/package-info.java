/** What a document of kramdown is made of, and what it says of itself. */
@NullMarked
package dev.galley.render.markdown.kramdown.tree;

import org.jspecify.annotations.NullMarked;
