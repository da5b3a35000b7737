/** The public site: pages, lists, sitemap, redirects, images, and what is not there. */
@NullMarked
package dev.galley.render.site;

import org.jspecify.annotations.NullMarked;
