/** Rows of alerts: what a person should look at now. */
@NullMarked
package io.tieout.store.alert;

import org.jspecify.annotations.NullMarked;
