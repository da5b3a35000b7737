/** What every HTTP surface promises: limits, streams of events, what counts as a credential. */
@NullMarked
package dev.galley.web;

import org.jspecify.annotations.NullMarked;
