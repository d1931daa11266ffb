/** What tests of all floors share: a real PostgreSQL. */
@NullMarked
package io.tieout.testing;

import org.jspecify.annotations.NullMarked;
