/** The services as processes of their own, as in a deployment. */
@NullMarked
package dev.galley.local.process;

import org.jspecify.annotations.NullMarked;
