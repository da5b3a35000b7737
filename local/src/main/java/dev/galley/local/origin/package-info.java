/** One HTTP connector before three services: each of them is a virtual host of one Tomcat. */
@NullMarked
package dev.galley.local.origin;

import org.jspecify.annotations.NullMarked;
