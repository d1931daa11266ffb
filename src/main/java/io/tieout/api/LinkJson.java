package io.tieout.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.connection.LinkView;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Links as the API sends and takes them. */
final class LinkJson {

    private LinkJson() {}

    /** What a PUT brings. */
    @Schema(name = "LinkDraft", description = "A link as you write it")
    record Draft(
            @Schema(description = "Stem of the flow; never changes", examples = "stripe-charges-to-ebs-ledger")
            String flow,

            @Schema(description = "Name of the connection where facts come from; never changes")
            String source,

            @Schema(description = "Name of the connection where postings go; never changes")
            String target,

            @Schema(type = SchemaType.OBJECT, description = "Settings of the flow, checked by the schema of its name")
            JsonNode settings) {}

    /** What a GET shows. */
    @Schema(name = "Link", description = "One flow between two connections")
    record Shown(
            @Schema(description = "Unique key, never reused", examples = "acme-charges")
            String key,

            @Schema(description = "Stem of the flow") String flow,

            @Schema(description = "Name of the connection where facts come from")
            String source,

            @Schema(description = "Name of the connection where postings go")
            String target,

            @Schema(type = SchemaType.OBJECT, description = "Settings of the flow")
            JsonNode settings,

            @Schema(description = "Lower-case hex SHA-256 of the settings; each posting keeps the one it was made by")
            String settingsHash,

            @Schema(description = "Rises with each change of the settings; send it as If-Match")
            int version,

            @Schema(description = "Whether it is switched on")
            boolean enabled,

            @Schema(description = "Whether its work waits") boolean paused) {

        static Shown of(LinkView view) {
            return new Shown(
                    view.key(),
                    view.flow(),
                    view.source(),
                    view.target(),
                    view.settings(),
                    view.settingsHash(),
                    view.version(),
                    view.enabled(),
                    view.paused());
        }
    }
}
