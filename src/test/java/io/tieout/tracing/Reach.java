package io.tieout.tracing;

/**
 * One line of a trace: something that was looked up by its name or by reflection.
 *
 * @param kind what was looked up: Class, Constructor, newInstance, Method, Field, RecordComponent, Proxy or Resource
 * @param name of the type, or of the resource
 * @param member the one member that was asked for; empty when all were
 * @param caller the class that asked, outside of the Java platform
 */
record Reach(String kind, String name, String member, String caller) {
    static Reach of(String line) {
        String[] parts = line.split("\t", -1);
        return new Reach(parts[0], parts[1], parts[2], parts[3]);
    }

    boolean ofResource() {
        return kind.equals("Resource");
    }
}
