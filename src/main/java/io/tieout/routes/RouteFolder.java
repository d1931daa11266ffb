package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.routes.RouteFile.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the route files of one folder must be together: they replace the packaged ones, so nothing may be missing. */
final class RouteFolder {
    private static final String CALLED = "direct";
    private static final String CALLED_IN_REST = CALLED + ":";
    private static final Set<String> CALLS = Set.of("to", "wireTap");

    private final List<RouteFile> files;
    private final List<String> findings = new ArrayList<>();

    private RouteFolder(List<RouteFile> files) {
        this.files = files;
    }

    /** Findings over all files: no files, ids given twice, error handling or called routes that are in none of them. */
    static List<String> check(List<RouteFile> files) {
        if (files.isEmpty()) {
            return List.of("no route file (<stem>" + RouteFile.ENDING + ") could be read: nothing would run");
        }
        RouteFolder folder = new RouteFolder(files);
        folder.findDoubled("route");
        folder.findDoubled("routeConfiguration");
        folder.findMissingConfigurations();
        folder.findMissingRoutes();
        return folder.findings;
    }

    private void findDoubled(String kind) {
        Map<String, String> owners = new HashMap<>();
        for (RouteFile file : files) {
            for (JsonNode entry : file.entries(kind)) {
                String id = entry.path("id").asText();
                String owner = owners.putIfAbsent(id, file.name());
                if (owner != null && !id.isEmpty()) {
                    findings.add(file.at(entry, "id") + "id " + id + " of a " + kind + " is already in " + owner
                            + ": give one of them another id");
                }
            }
        }
    }

    private void findMissingConfigurations() {
        Set<String> there = files.stream()
                .flatMap(file -> file.entries("routeConfiguration").stream())
                .map(configuration -> configuration.path("id").asText())
                .collect(Collectors.toSet());
        for (RouteFile file : files) {
            file.routes().stream()
                    .filter(route -> route.has("routeConfigurationId"))
                    .filter(route ->
                            !there.contains(route.path("routeConfigurationId").asText()))
                    .findFirst()
                    .ifPresent(route -> findings.add(file.at(route, "routeConfigurationId") + "routeConfigurationId "
                            + route.path("routeConfigurationId").asText()
                            + " is in no file of this folder: add the packaged failures" + RouteFile.ENDING));
        }
    }

    /** A call of a route that is not there would wait for it, and fail each time. */
    private void findMissingRoutes() {
        Set<String> offered = new HashSet<>();
        for (RouteFile file : files) {
            for (JsonNode route : file.routes()) {
                String name = called(route.path("from"));
                if (!name.isEmpty() && !offered.add(name)) {
                    findings.add(file.at(route.path("from"), "uri") + "another route begins with " + CALLED + " " + name
                            + " too: change one");
                }
            }
        }
        for (RouteFile file : files) {
            for (Part part : RouteFile.parts("", file.tree())) {
                String name = CALLS.contains(part.key()) ? called(part.node()) : inRest(part.node());
                if (!name.isEmpty() && !offered.contains(name)) {
                    findings.add(file.at(part.node()) + "no route of this folder begins with " + CALLED + " " + name
                            + ": add the file that has it, or change the name");
                }
            }
        }
    }

    /** The name of the route that a step calls; empty when it calls something else. */
    private static String called(JsonNode end) {
        String uri = end.path("uri").asText();
        if (uri.startsWith(CALLED_IN_REST)) {
            return uri.substring(CALLED_IN_REST.length());
        }
        return uri.equals(CALLED) ? end.path("parameters").path("name").asText() : "";
    }

    /** The verbs of a door may name the route as one text. */
    private static String inRest(JsonNode verb) {
        String to = verb.path("to").isTextual() ? verb.path("to").asText() : "";
        return to.startsWith(CALLED_IN_REST) ? to.substring(CALLED_IN_REST.length()) : "";
    }
}
