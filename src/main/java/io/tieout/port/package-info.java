/** What remote systems offer and how they may answer, in the domain's words. */
@NullMarked
package io.tieout.port;

import org.jspecify.annotations.NullMarked;
