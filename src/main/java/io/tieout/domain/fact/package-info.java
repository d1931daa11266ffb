/** What is true at a payment service after it was fetched. */
@NullMarked
package io.tieout.domain.fact;

import org.jspecify.annotations.NullMarked;
