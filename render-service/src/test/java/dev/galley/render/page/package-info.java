/** Tests of pages, from event to store. */
@NullMarked
package dev.galley.render.page;

import org.jspecify.annotations.NullMarked;
