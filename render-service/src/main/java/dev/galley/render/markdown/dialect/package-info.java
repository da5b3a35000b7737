/** What is the same for every way to write Markdown, however it is parsed. */
@NullMarked
package dev.galley.render.markdown.dialect;

import org.jspecify.annotations.NullMarked;
