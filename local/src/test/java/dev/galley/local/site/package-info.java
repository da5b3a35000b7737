/** Tests of the site as files. */
@NullMarked
package dev.galley.local.site;

import org.jspecify.annotations.NullMarked;
