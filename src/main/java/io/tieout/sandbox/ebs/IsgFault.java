package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxJson;
import io.tieout.sandbox.SandboxPage;
import java.util.Locale;

/** A fault of the gateway itself, with HTTP status; codes as the reference lists them (oracle-ebs-isg.md 4). */
final class IsgFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;
    private final String resolution;

    IsgFault(int status, String code, String message, String resolution) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.text = message;
        this.resolution = resolution;
    }

    static IsgFault notAuthenticated() {
        return new IsgFault(
                401,
                "FND_SOA_AUTHENTICATION_FAILURE",
                "User name or password is not valid",
                "Please check the credentials of the request");
    }

    static IsgFault notGranted() {
        return new IsgFault(
                403,
                "ISG_SERVICE_AUTH_FAILURE",
                "User is not authorized to execute the service",
                "Please check whether the user has the requisite grants");
    }

    static IsgFault unknownAlias(String alias) {
        return new IsgFault(
                404, "ISG_INVALID_ALIAS", "No service is deployed as " + alias, "Please check the service alias");
    }

    static IsgFault unknownMethod(String method) {
        return new IsgFault(
                404, "ISG_INVALID_FUNCTION", "The service has no method " + method, "Please check the method name");
    }

    static IsgFault duplicate(String element) {
        return new IsgFault(
                500,
                "ISG_DUPLICATE_" + element.toUpperCase(Locale.ROOT),
                element + " occurs more than once in RESTHeader",
                "Please give the element once");
    }

    /** The status and code of a context that does not exist are inferred: the reference lists none. */
    static IsgFault unknownContext(String element) {
        return new IsgFault(
                500,
                "ISG_INVALID_" + element.toUpperCase(Locale.ROOT),
                element + " in RESTHeader is not valid for the user",
                "Please give a value that is assigned to the user");
    }

    static IsgFault unreadable() {
        return new IsgFault(
                400,
                "ISG_SERVICE_EXECUTION_ERROR",
                "The payload can't be read",
                "Please check the payload against the schema of the method");
    }

    static IsgFault database() {
        return new IsgFault(
                500, "ISG_DB_CONNECTION_ERROR", "No database connection is available", "Please retry later");
    }

    SandboxAnswer answer(boolean json) {
        return json ? SandboxAnswer.json(status, asJson()) : SandboxAnswer.of(status, "application/xml", asXml());
    }

    private ObjectNode asJson() {
        ObjectNode root = SandboxJson.MAPPER.createObjectNode();
        root.putObject("ISGServiceFault")
                .put("Code", code)
                .put("Message", text)
                .put("Resolution", resolution)
                .putObject("ServiceDetails")
                .put("ServiceName", PackageCalls.PACKAGE);
        return root;
    }

    private String asXml() {
        return "<ISGServiceFault xmlns=\"http://xmlns.oracle.com/isg/servicefault\"><Code>" + code
                + "</Code><Message>" + SandboxPage.escape(text) + "</Message><Resolution>"
                + SandboxPage.escape(resolution) + "</Resolution></ISGServiceFault>";
    }
}
