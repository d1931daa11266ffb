package io.tieout.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The browser gives pages, and fails a test whose page complains. */
@ExtendWith(Browser.class)
class BrowserTest {
    @Test
    void page_shown_heading_is_found(Page page) {
        page.setContent("<h1>Flows</h1>");

        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Flows");
    }

    @Test
    @ExpectedConsole("on purpose")
    void expected_console_error_passes(Page page) {
        page.setContent("<script>console.error('on purpose')</script>");
    }

    @Test
    void console_error_test_fails_and_leaves_trace(Page page) throws IOException {
        page.setContent("<h1>Any</h1>");

        List<String> failures = failuresOf(Noisy.class);

        Assertions.assertThat(failures)
                .hasSize(2)
                .anyMatch(failure -> failure.contains("too loud"))
                .anyMatch(failure -> failure.contains("thrown"));
        try (Stream<Path> left = Files.list(Path.of("target", "browser"))) {
            Assertions.assertThat(left.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("Noisy.noise") && name.endsWith(".zip"))
                    .anyMatch(name -> name.startsWith("Noisy.script") && name.endsWith(".png"));
        }
    }

    private static List<String> failuresOf(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getException().getMessage())
                .toList();
    }

    /** Run only by the test above: its class name ends in no word that the build looks for. */
    @ExtendWith(Browser.class)
    static class Noisy {
        @Test
        void noise(Page page) {
            page.setContent("<script>console.error('too loud')</script>");
        }

        @Test
        void script(Page page) {
            page.setContent("<script>throw new Error('thrown')</script>");
        }
    }
}
