/** What readers get of a live page: its content in the layout of now, kept in memory. */
@NullMarked
package dev.galley.render.page.serving;

import org.jspecify.annotations.NullMarked;
