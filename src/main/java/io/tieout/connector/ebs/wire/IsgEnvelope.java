package io.tieout.connector.ebs.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The envelope of a call in its canonical form, although servers take looser ones. */
final class IsgEnvelope {
    private static final String XMLNS = "@xmlns";

    private IsgEnvelope() {}

    static byte[] of(IsgSettings settings, IsgCall call) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode input = document.putObject(call.procedure() + "_Input");
        input.put(XMLNS, settings.namespace(call.procedure()));
        IsgSettings.Context context = settings.context();
        input.putObject("RESTHeader")
                .put(XMLNS, settings.assumptions().headerNamespace())
                .put("Responsibility", context.responsibility())
                .put("RespApplication", context.application())
                .put("SecurityGroup", context.securityGroup())
                .put("NLSLanguage", context.language())
                .put("Org_Id", context.org());
        input.set("InputParameters", call.parameters());
        return IsgJson.write(document);
    }
}
