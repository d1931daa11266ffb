/** Pages for people, rendered on the server: overview, facts, the story of a fact, events that were set aside. */
@NullMarked
package io.tieout.console;

import org.jspecify.annotations.NullMarked;
