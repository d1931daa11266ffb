/** Tables: what every store shares. */
@NullMarked
package io.tieout.store;

import org.jspecify.annotations.NullMarked;
