/** What a restore from a backup has made this database forget, and a target has kept (protocol.md move 11). */
@NullMarked
package io.tieout.store.restore;

import org.jspecify.annotations.NullMarked;
