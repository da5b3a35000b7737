@NullMarked
package dev.galley.render.page.index;

import org.jspecify.annotations.NullMarked;
