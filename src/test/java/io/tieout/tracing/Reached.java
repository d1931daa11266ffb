package io.tieout.tracing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes down what was reached, once for each that reached it: a line with kind, name, member and caller, with tabs
 * between them. It is called by classes of the Java platform, thus it uses no other class of ours.
 */
public final class Reached {
    /** Where the lines go: this property of the system. */
    static final String FILE = "tieout.tracing.file";

    /** The methods of the platform by which classes, their members and resources are looked up. */
    private static final Set<String> LOOKUPS = Set.of(
            "forName",
            "loadClass",
            "newInstance",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getRecordComponents",
            "getField",
            "getFields",
            "getDeclaredField",
            "getDeclaredFields",
            "getResource",
            "getResources",
            "getResourceAsStream",
            "newProxyInstance");

    private static final List<String> KINDS =
            List.of("Constructor", "newInstance", "Method", "Field", "RecordComponent", "Resource", "Proxy");

    private static final Reached TRACE = new Reached(Path.of(System.getProperty(FILE)));

    /** Parts of the platform that look up for others; what it looks up for itself, a native image has anyway. */
    private static final List<String> FOR_OTHERS =
            List.of("java.util.ServiceLoader", "java.util.ResourceBundle", "java.beans.", "com.sun.beans.");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final PrintWriter lines;

    private Reached(Path file) {
        try {
            this.lines = new PrintWriter(
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this name is one of a method that is watched. */
    public static boolean watches(String method) {
        return LOOKUPS.contains(method);
    }

    /** A method that is watched has ended well. */
    public static void by(String method, Object self, Object[] arguments, Object result) {
        if (result != null && !TRACE.inside.get()) {
            TRACE.inside.set(true);
            try {
                TRACE.note(method, self, arguments, result);
            } finally {
                TRACE.inside.set(false);
            }
        }
    }

    private void note(String method, Object self, Object[] arguments, Object result) {
        if (result instanceof Enumeration<?> found && !found.hasMoreElements()) {
            return;
        }
        Class<?> type = type(self, result);
        if (type.isArray() || type.isPrimitive()) {
            return;
        }
        boolean ofPlatform = type.getModule().isNamed();
        String caller = StackWalker.getInstance().walk(frames -> caller(frames.iterator(), ofPlatform));
        if (!caller.isEmpty()) {
            String what = kind(method) + "\t" + name(method, type, arguments, result);
            if (seen.add(what + caller)) {
                lines.println(what + "\t" + caller);
            }
        }
    }

    /** The class that was found, or was asked; this one stands for none. */
    private static Class<?> type(Object self, Object result) {
        if (result instanceof Member member) {
            return member.getDeclaringClass();
        }
        if (result instanceof Class<?> found) {
            return found;
        }
        return self instanceof Class<?> type ? type : Reached.class;
    }

    /** The class outside of the platform that asked; empty when the platform asked, or the build of an image would. */
    private static String caller(Iterator<StackFrame> frames, boolean ofPlatform) {
        String caller = "";
        boolean asked = false;
        while (frames.hasNext()) {
            StackFrame frame = frames.next();
            String type = frame.getClassName();
            if (type.equals(Reached.class.getName()) || watches(frame.getMethodName())) {
                continue;
            }
            boolean platform = frame.toStackTraceElement().getModuleName() != null;
            if (!asked && platform && (ofPlatform || FOR_OTHERS.stream().noneMatch(type::startsWith))) {
                return "";
            }
            asked = true;
            // Classes are initialized when the image is built; what they hold is part of it.
            if (frame.getMethodName().equals("<clinit>")) {
                return "";
            }
            if (caller.isEmpty() && !platform) {
                caller = type;
            }
        }
        return caller;
    }

    private static String kind(String method) {
        return KINDS.stream().filter(method::contains).findFirst().orElse("Class");
    }

    /** A type and, when it was asked for one member, a tab and the member's name; or the name of a resource. */
    private static String name(String method, Class<?> type, Object[] arguments, Object result) {
        if (method.contains("Resource")) {
            return resource(type, (String) arguments[0]) + "\t";
        }
        if (method.equals("newProxyInstance")) {
            return Arrays.stream((Class<?>[]) arguments[1]).map(Class::getName).collect(Collectors.joining(",")) + "\t";
        }
        return type.getName() + "\t" + (result instanceof Member one ? one.getName() : "");
    }

    private static String resource(Class<?> type, String name) {
        if (name.startsWith("/") || type == Reached.class) {
            return name.replaceFirst("^/", "");
        }
        return type.getPackageName().replace('.', '/') + "/" + name;
    }
}
