/** Names and settings of connections and links, as the domain sees them. */
@NullMarked
package io.tieout.domain.connection;

import org.jspecify.annotations.NullMarked;
