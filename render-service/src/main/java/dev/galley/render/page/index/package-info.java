/** All pages without their bytes, in memory: what a path is, the lists, and who includes what. */
@NullMarked
package dev.galley.render.page.index;

import org.jspecify.annotations.NullMarked;
