/** The whole of Galley in one JVM: the launcher and its commands. */
@NullMarked
package dev.galley.local;

import org.jspecify.annotations.NullMarked;
