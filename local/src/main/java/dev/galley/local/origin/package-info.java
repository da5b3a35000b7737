/** One HTTP connector before three services: each request is handed to its service's own Tomcat. */
@NullMarked
package dev.galley.local.origin;

import org.jspecify.annotations.NullMarked;
