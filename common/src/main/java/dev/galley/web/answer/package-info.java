/**
 * What an address answers: bytes in their forms, with the headers by which they are kept and asked
 * for again.
 */
@NullMarked
package dev.galley.web.answer;

import org.jspecify.annotations.NullMarked;
