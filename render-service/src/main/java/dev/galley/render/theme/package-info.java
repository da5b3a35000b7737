/** How pages look: the layout around a fragment, lists, notices, and the style sheet. */
@NullMarked
package dev.galley.render.theme;

import org.jspecify.annotations.NullMarked;
