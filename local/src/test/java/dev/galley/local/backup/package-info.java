@NullMarked
package dev.galley.local.backup;

import org.jspecify.annotations.NullMarked;
