/** Doors for notifications: verified, bounded, and durable before any 2xx. */
@NullMarked
package io.tieout.intake;

import org.jspecify.annotations.NullMarked;
