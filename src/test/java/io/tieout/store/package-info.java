/** Our tables on a real PostgreSQL, without the application. */
@NullMarked
package io.tieout.store;

import org.jspecify.annotations.NullMarked;
