/** What every HTTP surface promises: problem details, conditional requests, limits, headers. */
@NullMarked
package dev.galley.web;

import org.jspecify.annotations.NullMarked;
