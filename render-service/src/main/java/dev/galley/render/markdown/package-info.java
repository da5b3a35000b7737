/**
 * From what authors write to HTML that is safe to serve: kramdown's dialect on flexmark, behind a
 * guard against hostile documents and in front of an allow-list sanitiser.
 */
@NullMarked
package dev.galley.render.markdown;

import org.jspecify.annotations.NullMarked;
