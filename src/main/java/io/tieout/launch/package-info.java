/** The composition root: reads the command line and the operator's settings, checks them, and starts what is asked. */
@NullMarked
package io.tieout.launch;

import org.jspecify.annotations.NullMarked;
