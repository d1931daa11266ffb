/** Amounts of money: integer minor units with their ISO 4217 currency, never floating point. */
@NullMarked
package io.tieout.domain.money;

import org.jspecify.annotations.NullMarked;
