/** Tests of the transport over real sockets. */
@NullMarked
package io.tieout.remote;

import org.jspecify.annotations.NullMarked;
