package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The person who watches Tieout: lets a connection work again that a refused login stopped. */
final class Operator {
    private final Cluster cluster;
    private final Story story;

    Operator(Cluster cluster, Story story) {
        this.cluster = cluster;
        this.story = story;
    }

    /** Looks by any process that answers; answers which connections go on. */
    List<String> resume() {
        for (int number = 0; number < cluster.size(); number++) {
            try {
                return resume(new Http(cluster.address(number), "Bearer " + Company.TOKEN));
            } catch (UncheckedIOException | IllegalStateException e) {
                story.count("process that did not answer the operator");
            }
        }
        return List.of();
    }

    private static List<String> resume(Http api) {
        List<String> resumed = new ArrayList<>();
        for (JsonNode connection : api.get("/api/v1/connections")) {
            if (!connection.path("stopped").path("reason").asText("").isEmpty()) {
                String name = connection.path("name").asText();
                api.post("/api/v1/connections/" + name + "/resume", "");
                resumed.add(
                        name + " (" + connection.path("stopped").path("reason").asText() + ")");
            }
        }
        return resumed;
    }
}
