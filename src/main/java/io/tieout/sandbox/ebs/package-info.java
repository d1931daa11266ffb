/** The simulated Oracle E-Business Suite: ISG REST in front, the package XX_TIEOUT_PUB, Journal Import, AutoPost. */
@NullMarked
package io.tieout.sandbox.ebs;

import org.jspecify.annotations.NullMarked;
