package io.tieout.connector.ebs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Writes JSON texts for CLOB parameters, always the same for the same content: keys in the order written, no blanks,
 * and ASCII only, so that the hash of a text does not depend on the character set of the customer's database.
 */
final class JsonTexts {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonTexts() {}

    /** Writes with a generator. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be written", e);
        }
        return text.toString();
    }

    /** An array of texts, in the collection's order. */
    static String array(Collection<?> values) {
        return write(json -> {
            json.writeStartArray();
            for (Object value : values) {
                json.writeString(value.toString());
            }
            json.writeEndArray();
        });
    }
}
