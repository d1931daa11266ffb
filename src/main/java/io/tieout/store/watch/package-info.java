/** Alerts, and how far polls have come. */
@NullMarked
package io.tieout.store.watch;

import org.jspecify.annotations.NullMarked;
