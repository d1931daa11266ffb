/** Events as received: deduplication, payloads by time, and the work that is left. */
@NullMarked
package io.tieout.store.inbox;

import org.jspecify.annotations.NullMarked;
