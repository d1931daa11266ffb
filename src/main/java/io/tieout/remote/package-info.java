/** What every outgoing call shares: transport, timeouts and limits that hold over all processes. */
@NullMarked
package io.tieout.remote;

import org.jspecify.annotations.NullMarked;
