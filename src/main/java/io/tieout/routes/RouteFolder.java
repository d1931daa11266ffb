package io.tieout.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the route files of one folder must be together: they replace the packaged ones, so nothing may be missing. */
final class RouteFolder {
    private RouteFolder() {}

    /** Findings over all files: no files at all, ids given twice, error handling that is in none of them. */
    static List<String> check(List<RouteFile> files) {
        if (files.isEmpty()) {
            return List.of("no route file (<stem>" + RouteFile.ENDING + ") could be read: nothing would run");
        }
        List<String> findings = new ArrayList<>();
        for (String kind : List.of("route", "routeConfiguration")) {
            findings.addAll(doubled(kind, files));
        }
        findings.addAll(missingConfigurations(files));
        return findings;
    }

    private static List<String> doubled(String kind, List<RouteFile> files) {
        List<String> findings = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (RouteFile file : files) {
            for (JsonNode entry : file.entries(kind)) {
                String id = entry.path("id").asText();
                String owner = owners.putIfAbsent(id, file.name());
                if (owner != null && !id.isEmpty()) {
                    findings.add(file.name() + ": id " + id + " of a " + kind + " is already in " + owner
                            + ": give one of them another id");
                }
            }
        }
        return findings;
    }

    private static List<String> missingConfigurations(List<RouteFile> files) {
        List<String> there = files.stream()
                .flatMap(file -> file.entries("routeConfiguration").stream())
                .map(configuration -> configuration.path("id").asText())
                .toList();
        List<String> findings = new ArrayList<>();
        for (RouteFile file : files) {
            String missing = file.routes().stream()
                    .map(route -> route.path("routeConfigurationId").asText())
                    .filter(id -> !id.isEmpty() && !there.contains(id))
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                findings.add(file.name() + ": routeConfigurationId " + missing
                        + " is in no file of this folder: add the packaged failures" + RouteFile.ENDING);
            }
        }
        return findings;
    }
}
