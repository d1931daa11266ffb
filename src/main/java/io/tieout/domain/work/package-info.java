/** What workers claim: a row under a lease with an epoch. */
@NullMarked
package io.tieout.domain.work;

import org.jspecify.annotations.NullMarked;
