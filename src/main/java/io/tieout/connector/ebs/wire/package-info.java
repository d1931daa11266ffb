/** The gateway's envelope, log-in and faults: how a package procedure is called over HTTP. */
@NullMarked
package io.tieout.connector.ebs.wire;

import org.jspecify.annotations.NullMarked;
