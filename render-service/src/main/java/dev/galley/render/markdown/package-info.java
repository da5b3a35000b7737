/**
 * From what authors write to HTML that is safe to serve: its dialects of Markdown behind one guard
 * against hostile documents and in front of an allow-list sanitiser.
 */
@NullMarked
package dev.galley.render.markdown;

import org.jspecify.annotations.NullMarked;
