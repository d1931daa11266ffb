package io.tieout.connection;

/**
 * Who changes something, as the audit trail names them.
 *
 * @param tenant whose settings they may see and change
 * @param name name of an operator or of an API token
 */
public record Actor(String tenant, String name) {}
