package io.tieout.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a page of a real Chromium: one browser for all tests of the JVM, a fresh context for each test.
 *
 * <p>Use it as {@code @ExtendWith(Browser.class)} and a parameter of type {@link Page}. A message of level error on the
 * console, or a script error, fails the test. After a failure a trace and a picture of each page lie in
 * {@code target/browser}. The browser is the one named by {@code BROWSER_PATH}, else Playwright's own, else the one of
 * the operating system. Without any the tests are skipped with a loud line; where {@code CI} is {@code true} that is an
 * error. A test that expects an error on the console, for example of a refused request, says so by
 * {@link ExpectedConsole}.
 */
public final class Browser
        implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Logger LOG = Logger.getLogger(Browser.class.getName());
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Browser.class);
    private static final Path FOLDER = Path.of("target", "browser");
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");
    private static final String NO_BROWSER = "NO BROWSER: the browser tests did not run. Install one"
            + " (apt-get install --no-install-recommends chromium fonts-dejavu-core) or set BROWSER_PATH.";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Launched> launched = launched(context);
        if (launched.isPresent()) {
            return ConditionEvaluationResult.enabled(
                    "Chromium " + launched.get().browser().version());
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(NO_BROWSER);
        }
        LOG.severe("*** " + NO_BROWSER + " ***");
        return ConditionEvaluationResult.disabled(NO_BROWSER);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(SPACE)
                .getOrComputeIfAbsent(
                        "visit", key -> Visit.start(launched(context).orElseThrow()), Visit.class)
                .newPage();
    }

    /** A failure here is the test's own, so that the trace is kept for it too. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Visit visit = context.getStore(SPACE).get("visit", Visit.class);
        if (visit == null || context.getExecutionException().isPresent()) {
            return;
        }
        List<String> errors = visit.unexpected(allowed(context));
        if (!errors.isEmpty()) {
            throw new AssertionError("errors on the browser's console: " + errors);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visit visit = context.getStore(SPACE).remove("visit", Visit.class);
        if (visit != null) {
            visit.end(context.getExecutionException().isPresent(), nameOf(context));
        }
    }

    private static Pattern allowed(ExtensionContext context) {
        ExpectedConsole expected = context.getRequiredTestMethod().getAnnotation(ExpectedConsole.class);
        return Pattern.compile(expected == null ? "(?!)" : expected.value(), Pattern.DOTALL);
    }

    private static String nameOf(ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        return test + "-" + Integer.toHexString(context.getUniqueId().hashCode());
    }

    private static Optional<Launched> launched(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent("browser", key -> new Holder(launch()), Holder.class)
                .launched();
    }

    private static Optional<Launched> launch() {
        Map<String, String> env = new HashMap<>(System.getenv());
        // Else Playwright downloads three browsers by itself.
        env.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(env));
        String told = System.getenv("BROWSER_PATH");
        if (told != null) {
            return Optional.of(open(playwright, Optional.of(Path.of(told))));
        }
        if (Files.isExecutable(Path.of(playwright.chromium().executablePath()))) {
            return Optional.of(open(playwright, Optional.empty()));
        }
        Optional<Launched> found = USUAL_PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(place -> open(playwright, Optional.of(place)));
        if (found.isEmpty()) {
            playwright.close();
        }
        return found;
    }

    private static Launched open(Playwright playwright, Optional<Path> place) {
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setArgs(List.of("--disable-dev-shm-usage"))
                .setChromiumSandbox(!"root".equals(System.getProperty("user.name")));
        place.ifPresent(options::setExecutablePath);
        try {
            return new Launched(playwright, playwright.chromium().launch(options));
        } catch (PlaywrightException e) {
            playwright.close();
            throw e;
        }
    }

    private record Launched(Playwright playwright, com.microsoft.playwright.Browser browser) {}

    private record Holder(Optional<Launched> launched) implements AutoCloseable {
        @Override
        public void close() {
            launched.ifPresent(open -> {
                open.browser().close();
                open.playwright().close();
            });
        }
    }

    /** The context of one test, with what its pages complained about. */
    private record Visit(BrowserContext context, List<String> errors) {
        static Visit start(Launched launched) {
            BrowserContext context = launched.browser()
                    .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                            .setViewportSize(1280, 800)
                            .setLocale("en-GB")
                            .setTimezoneId("UTC"));
            context.tracing()
                    .start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
            return new Visit(context, new CopyOnWriteArrayList<>());
        }

        Page newPage() {
            Page page = context.newPage();
            page.onConsoleMessage(this::note);
            page.onPageError(errors::add);
            return page;
        }

        private void note(ConsoleMessage message) {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        }

        List<String> unexpected(Pattern allowed) {
            return errors.stream()
                    .filter(error -> !allowed.matcher(error).find())
                    .toList();
        }

        void end(boolean failed, String name) {
            try (context) {
                if (failed) {
                    int number = 0;
                    for (Page page : context.pages()) {
                        Path picture = FOLDER.resolve(name + "-" + ++number + ".png");
                        page.screenshot(
                                new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
                    }
                    context.tracing().stop(new Tracing.StopOptions().setPath(FOLDER.resolve(name + ".zip")));
                }
            }
        }
    }
}
