/** The steps that routes call: one class per route file, without Camel and without wire formats. */
@NullMarked
package io.tieout.flow;

import org.jspecify.annotations.NullMarked;
