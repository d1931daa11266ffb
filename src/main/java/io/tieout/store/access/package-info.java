/** Rows of tenants, operators, API tokens and login attempts. */
@NullMarked
package io.tieout.store.access;

import org.jspecify.annotations.NullMarked;
