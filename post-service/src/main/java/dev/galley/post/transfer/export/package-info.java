/** Posts as other systems read them: the folder of a Hugo site, and what Ghost imports. */
@NullMarked
package dev.galley.post.transfer.export;

import org.jspecify.annotations.NullMarked;
