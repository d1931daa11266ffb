/** Which process holds which keys, and what is sealed with them. */
@NullMarked
package io.tieout.store.keys;

import org.jspecify.annotations.NullMarked;
