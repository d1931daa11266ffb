/** Rows of connections, links and customer maps. */
@NullMarked
package io.tieout.store.connection;

import org.jspecify.annotations.NullMarked;
