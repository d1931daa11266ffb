/** What payment services offer. */
@NullMarked
package io.tieout.port.provider;

import org.jspecify.annotations.NullMarked;
