package io.tieout.flow;

import io.tieout.connection.Actor;
import java.util.OptionalLong;

/**
 * What a person decides about one posting.
 *
 * @param posting its number
 * @param version the version of the posting that they saw; absent is refused
 * @param reason why, in their words; kept for ever
 */
public record Ruling(Actor actor, long posting, OptionalLong version, String reason) {}
