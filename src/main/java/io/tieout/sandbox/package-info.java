/** The sandbox floor: hosts, stores, faults and pages that all simulators share, and no class of the product. */
@NullMarked
package io.tieout.sandbox;

import org.jspecify.annotations.NullMarked;
