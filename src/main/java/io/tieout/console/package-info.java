/** Pages for people, rendered on the server: overview, facts, the story of a fact, events that were set aside,
 * what is unposted at a month end. */
@NullMarked
package io.tieout.console;

import org.jspecify.annotations.NullMarked;
