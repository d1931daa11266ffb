package io.tieout.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A folder with a {@code kustomization.yaml}, resolved as far as names go: what it refers to must be there. */
final class Kustomization {
    static final String FILE = "kustomization.yaml";
    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "resources",
            "labels",
            "images",
            "patches",
            "configMapGenerator",
            "secretGenerator",
            "generatorOptions");

    private final Path folder;
    private final JsonObject tree;

    Kustomization(Path folder) {
        this.folder = folder;
        this.tree = Manifest.trees(read(folder.resolve(FILE))).get(0);
    }

    /** What is wrong with it and with those that it stands on, one line each. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        tree.keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .forEach(key -> findings.add(folder + ": " + key + " is not known"));
        for (String resource : strings("resources")) {
            Path there = folder.resolve(resource).normalize();
            if (Files.isDirectory(there) && Files.exists(there.resolve(FILE))) {
                findings.addAll(new Kustomization(there).findings());
            } else if (!Files.isRegularFile(there)) {
                findings.add(folder + ": " + resource + " is not there");
            }
        }
        generated().forEach(file -> findings.addAll(generatedFrom(file)));
        patches().forEach(patch -> findings.addAll(patched(patch)));
        return findings;
    }

    private List<String> generatedFrom(Path file) {
        // kustomize refuses files that lie outside of the folder.
        return Files.isRegularFile(file) && file.startsWith(folder)
                ? List.of()
                : List.of(file + " is not there, or not below " + folder);
    }

    private List<String> patched(Path patch) {
        if (!Files.isRegularFile(patch)) {
            return List.of(patch + " is not there");
        }
        Set<String> titles = titles();
        return Manifest.trees(read(patch)).stream()
                .map(Manifest::new)
                .map(Manifest::title)
                .filter(title -> !titles.contains(title))
                .map(title -> patch + ": nothing is called " + title)
                .toList();
    }

    /** Kind and name of all that it makes. */
    Set<String> titles() {
        Set<String> titles = new LinkedHashSet<>();
        for (String resource : strings("resources")) {
            Path there = folder.resolve(resource).normalize();
            if (Files.isDirectory(there)) {
                titles.addAll(new Kustomization(there).titles());
            } else {
                Manifest.strictly(read(there)).forEach(manifest -> titles.add(manifest.title()));
            }
        }
        Manifest.texts(Manifest.list(tree, "configMapGenerator"), "name")
                .forEach(name -> titles.add("ConfigMap " + name));
        Manifest.texts(Manifest.list(tree, "secretGenerator"), "name").forEach(name -> titles.add("Secret " + name));
        return titles;
    }

    /** The files that its ConfigMaps and Secrets are made of. */
    List<Path> generated() {
        List<Path> files = new ArrayList<>();
        for (String generator : List.of("configMapGenerator", "secretGenerator")) {
            for (String list : List.of("files", "envs")) {
                Manifest.list(tree, generator)
                        .flatMap(one -> Manifest.list(one, list))
                        .map(JsonElement::getAsString)
                        .map(name -> name.substring(name.indexOf('=') + 1))
                        .forEach(name -> files.add(folder.resolve(name).normalize()));
            }
        }
        return files;
    }

    /** The files of its patches. */
    List<Path> patches() {
        return Manifest.texts(Manifest.list(tree, "patches"), "path").stream()
                .map(folder::resolve)
                .toList();
    }

    /** A text at a place of its file. */
    String text(String list, String field) {
        return Manifest.texts(Manifest.list(tree, list), field).stream()
                .findFirst()
                .orElse("");
    }

    private List<String> strings(String list) {
        return Manifest.list(tree, list).map(JsonElement::getAsString).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
