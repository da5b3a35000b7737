/** The services as processes of their own, as in a deployment. */
@NullMarked
package dev.galley.process;

import org.jspecify.annotations.NullMarked;
