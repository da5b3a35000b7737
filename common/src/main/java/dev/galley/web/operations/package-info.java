/** What whoever operates a service sees of it, and who that is. */
@NullMarked
package dev.galley.web.operations;

import org.jspecify.annotations.NullMarked;
