/** What ERPs offer. */
@NullMarked
package io.tieout.port.erp;

import org.jspecify.annotations.NullMarked;
