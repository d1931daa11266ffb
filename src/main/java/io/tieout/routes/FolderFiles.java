package io.tieout.routes;

import io.tieout.intake.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies in a folder; hidden files are passed over, as Kubernetes keeps the true files of a mounted ConfigMap in
 * hidden folders and links to them.
 *
 * @param routes the route files
 * @param others names of files that are none
 */
record FolderFiles(RouteFiles routes, List<String> others) {
    /** What kustomize calls the list of the files of a folder: no route file, and no mistake. */
    private static final String LIST = "kustomization.yaml";

    /**
     * Reads a folder.
     *
     * @throws UncheckedIOException when it or a file in it can't be read, for example since it is just being replaced
     */
    static FolderFiles of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            SortedMap<String, byte[]> routes = new TreeMap<>();
            List<Path> visible = files.filter(
                            file -> !name(file).startsWith(".") && !name(file).equals(LIST))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : visible) {
                if (name(file).endsWith(RouteFile.ENDING)) {
                    routes.put(name(file), Files.readAllBytes(file));
                }
            }
            List<String> others = visible.stream()
                    .map(FolderFiles::name)
                    .filter(name -> !name.endsWith(RouteFile.ENDING))
                    .toList();
            return new FolderFiles(new RouteFiles(routes), others);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " can't be read", e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
