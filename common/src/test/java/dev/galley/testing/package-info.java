/** What tests of every module use. */
@NullMarked
package dev.galley.testing;

import org.jspecify.annotations.NullMarked;
