/** Tests of the transport over real sockets, and of the limits on a real database. */
@NullMarked
package io.tieout.remote;

import org.jspecify.annotations.NullMarked;
