package io.tieout.tracing;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.AgentBuilder.TypeStrategy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AllArguments;
import net.bytebuddy.asm.Advice.Origin;
import net.bytebuddy.asm.Advice.Return;
import net.bytebuddy.asm.Advice.This;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Has the Java platform tell {@link Reached} whenever a class or one of its members is looked up, or a resource is found
 * by its name. It watches the methods that GraalVM's own tracing agent watches, which needs another Java platform.
 */
public final class TracingAgent {
    /** Watched too, since the platform and others call a class loader's method of that name alike. */
    private static final String CAMEL = "org.apache.camel.util.ObjectHelper";

    private TracingAgent() {}

    /**
     * Called by the Java platform before the program.
     *
     * @param reached the archive that holds {@link Reached}, which the platform's own classes must see
     */
    public static void premain(String reached, Instrumentation instrumentation) throws IOException {
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(reached));
        new AgentBuilder.Default()
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .disableClassFormatChanges()
                .with(TypeStrategy.Default.REDEFINE)
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .ignore(none())
                .type(namedOneOf("java.lang.Class", "java.lang.ClassLoader", "java.lang.reflect.Proxy"))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Told.class)
                        .on(ElementMatchers.<MethodDescription>isPublic()
                                .and(not(named("loadClass")))
                                .and(method -> Reached.watches(method.getName())))))
                .type(named(CAMEL))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Told.class).on(isPublic().and(named("loadClass")))))
                .installOn(instrumentation);
    }

    /** Put to the end of each method that is watched. */
    static final class Told {
        private Told() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Origin("#m") String method,
                @This(optional = true, typing = Typing.DYNAMIC) Object self,
                @AllArguments(typing = Typing.DYNAMIC) Object[] arguments,
                @Return(typing = Typing.DYNAMIC) Object result) {
            Reached.by(method, self, arguments, result);
        }
    }
}
