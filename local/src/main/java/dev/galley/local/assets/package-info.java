/** Where files of another system are when they are brought in. */
@NullMarked
package dev.galley.local.assets;

import org.jspecify.annotations.NullMarked;
