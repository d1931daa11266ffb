package io.tieout.sandbox.ebs;

import io.tieout.sandbox.SandboxAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** WADL and schemas of the deployed service, as far as a client needs them to see that it is there. */
final class IsgMetadata {

    private static final String SUFFIX = "_SYNCH_TYPEDEF.xsd";

    private IsgMetadata() {}

    /** The document that the query asks for, if it is one that exists. */
    static Optional<SandboxAnswer> answer(String query, PackageCalls calls) {
        if (query.equals("WADL")) {
            return Optional.of(xml(wadl()));
        }
        return switch (query) {
            case "XSD=RESTHeader.xsd" ->
                Optional.of(xml(schema(
                        "RESTHeader",
                        List.of("Responsibility", "RespApplication", "SecurityGroup", "NLSLanguage", "Org_Id"))));
            case "XSD=ISGServiceFault.xsd" ->
                Optional.of(xml(schema("ISGServiceFault", List.of("Code", "Message", "Resolution"))));
            default -> typedef(query, calls);
        };
    }

    private static Optional<SandboxAnswer> typedef(String query, PackageCalls calls) {
        if (!query.startsWith("XSD=") || !query.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        return calls.find(query.substring("XSD=".length(), query.length() - SUFFIX.length()))
                .map(call -> xml(schemas(element("InputParameters", call.in())
                        + element("OutputParameters", PackageCalls.outputs(call)))));
    }

    private static SandboxAnswer xml(String content) {
        return SandboxAnswer.of(200, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content);
    }

    private static String wadl() {
        StringBuilder text = new StringBuilder("<application name=\"" + PackageCalls.PACKAGE
                + "\" xmlns=\"http://wadl.dev.java.net/2009/02\"><resources base=\"/webservices/rest/" + IsgGate.ALIAS
                + "/\">");
        PackageCalls.NAMES.forEach(call -> text.append("<resource path=\"")
                .append(call.toLowerCase(Locale.ROOT))
                .append("/\"><method id=\"")
                .append(call)
                .append("\" name=\"POST\"/></resource>"));
        return text.append("</resources></application>").toString();
    }

    private static String schema(String root, List<String> elements) {
        return schemas(element(root, elements));
    }

    private static String schemas(String content) {
        return "<schema xmlns=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\">" + content
                + "</schema>";
    }

    private static String element(String root, List<String> elements) {
        StringBuilder text = new StringBuilder("<element name=\"" + root + "\"><complexType><sequence>");
        elements.forEach(name -> text.append("<element name=\"")
                .append(name)
                .append("\" type=\"string\" minOccurs=\"0\" nillable=\"true\"/>"));
        return text.append("</sequence></complexType></element>").toString();
    }
}
