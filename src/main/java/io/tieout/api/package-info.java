/** The REST API for scripts and other programs. */
@NullMarked
package io.tieout.api;

import org.jspecify.annotations.NullMarked;
