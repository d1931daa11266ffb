package io.tieout.sandbox;

import io.vertx.ext.web.RoutingContext;

/**
 * The work of one operation. Runs on a worker thread and may block; reads the request (its body is already there) but
 * never touches the response: what it returns is sent, or lost, by {@link SandboxDesk#handle}.
 */
@FunctionalInterface
public interface SandboxCall {

    SandboxAnswer answer(RoutingContext request);
}
