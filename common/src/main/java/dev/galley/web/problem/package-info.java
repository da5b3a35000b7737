/** What a request could not have, as problem details. */
@NullMarked
package dev.galley.web.problem;

import org.jspecify.annotations.NullMarked;
