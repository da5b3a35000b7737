/** What git remembers of files that are imported. */
@NullMarked
package dev.galley.local.history;

import org.jspecify.annotations.NullMarked;
