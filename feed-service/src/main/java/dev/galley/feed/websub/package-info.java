/** WebSub (W3C Recommendation, 2018): programs are sent a feed whenever it changes. */
@NullMarked
package dev.galley.feed.websub;

import org.jspecify.annotations.NullMarked;
