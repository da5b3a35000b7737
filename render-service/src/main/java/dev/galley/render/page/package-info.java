/** From post events to stored, live pages, and the index of all pages that is kept in memory. */
@NullMarked
package dev.galley.render.page;

import org.jspecify.annotations.NullMarked;
