package io.tieout.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** One object of Kubernetes, read strictly: no unknown or missing field, no wrong type or quantity, no key twice. */
record Manifest(JsonObject tree) {
    private static final Gson GSON = new Gson();

    /**
     * Reads all documents of a text.
     *
     * @throws IllegalArgumentException naming what Kubernetes would refuse or drop silently
     */
    static List<Manifest> strictly(String text) {
        List<Manifest> manifests = new ArrayList<>();
        for (JsonObject tree : trees(text)) {
            check(tree);
            manifests.add(new Manifest(tree));
        }
        return manifests;
    }

    /** The documents of a text as they are. */
    static List<JsonObject> trees(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(new Yaml(options).loadAll(text).spliterator(), false)
                .map(document -> GSON.toJsonTree(document).getAsJsonObject())
                .toList();
    }

    private static void check(JsonObject tree) {
        String api = tree.get("apiVersion").getAsString();
        String version = api.substring(api.indexOf('/') + 1);
        String kind = tree.get("kind").getAsString();
        String name = "io.kubernetes.client.openapi.models."
                + version.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + version.substring(1) + kind;
        try {
            Class<?> model = Class.forName(name);
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, tree);
            if (JSON.getGson().fromJson(tree, model) == null) {
                throw new IllegalArgumentException("it is empty");
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("Kubernetes has no " + kind + " of " + api, e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(kind + ": " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(kind + ": " + e.getMessage(), e);
        }
    }

    String kind() {
        return tree.get("kind").getAsString();
    }

    String name() {
        return at("metadata.name").getAsString();
    }

    /** Kind and name, for example {@code Service tieout}. */
    String title() {
        return kind() + " " + name();
    }

    /** What stands at a place, fields with dots between them; a JSON null where there is nothing. */
    JsonElement at(String path) {
        return at(tree, path);
    }

    /** As {@link #at(String)}, below an element. */
    static JsonElement at(JsonElement from, String path) {
        JsonElement here = from;
        for (String field : path.split("\\.", -1)) {
            if (!here.isJsonObject() || !here.getAsJsonObject().has(field)) {
                return com.google.gson.JsonNull.INSTANCE;
            }
            here = here.getAsJsonObject().get(field);
        }
        return here;
    }

    /** The elements of the list at a place; none where there is nothing. */
    static Stream<JsonElement> list(JsonElement from, String path) {
        JsonElement list = at(from, path);
        return list.isJsonArray() ? list.getAsJsonArray().asList().stream() : Stream.of();
    }

    /** The texts that elements have at a place. */
    static List<String> texts(Stream<JsonElement> elements, String path) {
        return elements.map(element -> at(element, path))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .toList();
    }
}
