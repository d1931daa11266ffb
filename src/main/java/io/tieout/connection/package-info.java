/** Settings and sealed credentials of connections and links. */
@NullMarked
package io.tieout.connection;

import org.jspecify.annotations.NullMarked;
