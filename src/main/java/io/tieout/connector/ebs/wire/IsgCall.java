package io.tieout.connector.ebs.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A call of a package procedure (docs/ebs-package.md): all parameters are texts, in the order of their declaration.
 *
 * <p>Prints the procedure only: parameters hold amounts and ids.
 */
public final class IsgCall {
    private final String procedure;
    private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();

    private IsgCall(String procedure) {
        this.procedure = procedure;
    }

    /** A call of this procedure, upper case, without parameters yet. */
    public static IsgCall of(String procedure) {
        return new IsgCall(procedure);
    }

    /** Adds the next parameter. */
    public IsgCall with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** Adds the next parameter, null when there is no value. */
    public IsgCall with(String name, Optional<String> value) {
        value.ifPresentOrElse(present -> parameters.put(name, present), () -> parameters.putNull(name));
        return this;
    }

    /** The procedure's name, upper case. */
    public String procedure() {
        return procedure;
    }

    ObjectNode parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "IsgCall[" + procedure + "]";
    }
}
