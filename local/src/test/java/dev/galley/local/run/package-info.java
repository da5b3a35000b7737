@NullMarked
package dev.galley.local.run;

import org.jspecify.annotations.NullMarked;
