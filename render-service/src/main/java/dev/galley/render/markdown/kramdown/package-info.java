/**
 * kramdown's GFM dialect on flexmark: flexmark finds the blocks, kramdown's own rules decide where
 * the two differ and read everything inside a paragraph. Not safe for hostile input by itself.
 */
@NullMarked
package dev.galley.render.markdown.kramdown;

import org.jspecify.annotations.NullMarked;
