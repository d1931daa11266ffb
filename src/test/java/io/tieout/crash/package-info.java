/**
 * The crash test: the packaged program, PostgreSQL and the simulators as processes of their own, under a plan of faults
 * that a seed repeats, and an auditor with books of its own ({@code src/docs/crash-test.md}).
 */
@NullMarked
package io.tieout.crash;

import org.jspecify.annotations.NullMarked;
