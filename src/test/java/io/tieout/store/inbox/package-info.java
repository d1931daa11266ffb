/** What the inbox's statements do to their tables. */
@NullMarked
package io.tieout.store.inbox;

import org.jspecify.annotations.NullMarked;
