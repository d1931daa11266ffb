/** The bench: its arithmetic, and a very short one on the packaged program. */
@NullMarked
package io.tieout.bench;

import org.jspecify.annotations.NullMarked;
