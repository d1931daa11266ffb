/** What goes wrong between us and the remote systems, done to the real parts: the ledger has each journal once. */
@NullMarked
package io.tieout.fault;

import org.jspecify.annotations.NullMarked;
