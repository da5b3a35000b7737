/** The public site as files that any web server serves. */
@NullMarked
package dev.galley.local.site;

import org.jspecify.annotations.NullMarked;
