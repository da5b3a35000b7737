/**
 * The file of the embedded store: opened whole or not at all, compacted, and written by groups of
 * commits.
 */
@NullMarked
package dev.galley.local.store.file;

import org.jspecify.annotations.NullMarked;
