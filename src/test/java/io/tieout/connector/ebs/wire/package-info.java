/** Tests of the gateway's shapes. */
@NullMarked
package io.tieout.connector.ebs.wire;

import org.jspecify.annotations.NullMarked;
