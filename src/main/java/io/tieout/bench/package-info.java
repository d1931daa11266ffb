/** Measures a running trial from outside, by its doors and its API alone: how fast it takes, and how fast it posts. */
@NullMarked
package io.tieout.bench;

import org.jspecify.annotations.NullMarked;
