package io.tieout.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.Browser;
import io.tieout.testing.FlowProfile;
import io.tieout.testing.TrialProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person follows a charge through the console: by keyboard and mouse, on a wide and on a narrow window. */
@QuarkusTest
@TestProfile(FlowProfile.class)
@ExtendWith(Browser.class)
class ConsoleBrowserTest {
    private static final int PHONE = 360;

    @Inject
    AcmeWorld acme;

    @TestHTTPResource("/")
    URL home;

    @Test
    void person_followsACharge_fromLoginToItsStory(Page page) {
        String charge = acme.pay("INV-10034", "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "CONFIRMED");

        page.navigate(home.toString());
        accessible(page);
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(TrialProfile.PASSWORD);
        page.getByLabel("Password").press("Enter");

        assertThat(heading(page, "Overview")).isVisible();
        assertThat(link(page, "Sandbox Stripe")).isVisible();
        accessible(page);
        link(page, "CONFIRMED").first().click();

        assertThat(heading(page, "Facts")).isVisible();
        accessible(page);
        page.getByLabel("Charge, refund, payment intent, event, invoice or reference")
                .fill("inv-10034");
        page.keyboard().press("Enter");
        link(page, "charge " + charge).click();

        assertThat(heading(page, "charge " + charge)).isVisible();
        assertThat(heading(page, "In the books")).isVisible();
        accessible(page);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Replay"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("looked at again");
        acme.awaitState(charge, "CONFIRMED");
    }

    @Test
    void person_postsAgainWhatWasDeletedInTheErp(Page page) {
        acme.ebsFault("LOAD_JOURNALS", "person-deletes", 1, "PT1S");
        String charge = acme.pay("INV-10018", "plain", "prompt").path("charge").asText();
        acme.awaitState(charge, "GONE");
        logIn(page);

        link(page, "Batches").click();
        assertThat(heading(page, "Batches")).isVisible();
        accessible(page);
        page.getByLabel("State").selectOption("FAILED");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Show")).click();
        long batch =
                acme.number("select p.batch_id from posting p join fact f on f.id = p.fact_id where f.object_id = '"
                        + charge + "'");
        link(page, "Batch " + batch).click();
        assertThat(heading(page, "Batch " + batch)).isVisible();
        accessible(page);
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Decide about"))
                .click();

        assertThat(heading(page, "What stands in the target now")).isVisible();
        assertThat(page.getByText("its rows and lines are gone").first()).isVisible();
        accessible(page);
        page.locator("#again-reason").fill("the rows were deleted by mistake");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Post again"))
                .click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("posted again as");
        accessible(page);
        acme.awaitState(charge, "CONFIRMED");
    }

    @Test
    void person_decidesAQuestion_fromTheQueueToTheBooks(Page page) {
        AcmeWorld.Account account = acme.newCustomer("Browser Payer");
        String item = acme.enter(Map.of("customer", account.id(), "amount", "55", "number", "INV-BROWSER"))
                .get(0);
        Awaitility.await()
                .until(() -> acme.number("select count(*) from open_item where item_id = '" + item + "'") == 1);
        String charge = acme.charge(5_000, "usd", "a payment", Map.of("ebs_account_number", account.number()));
        acme.awaitState(charge, "REVIEW");

        logIn(page);
        link(page, "Reviews").click();
        assertThat(heading(page, "Reviews")).isVisible();
        accessible(page);
        link(page, "charge " + charge).click();
        assertThat(heading(page, "Review of charge " + charge)).isVisible();
        accessible(page);
        page.getByLabel("Take INV-BROWSER, instalment 1").check();
        page.locator("#reason-allocate").fill("part of the invoice");
        button(page, "Allocate to what is ticked").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("It is decided");
        assertThat(page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Allocation")))
                .containsText("INV-BROWSER");
        assertThat(page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Decisions")))
                .containsText("50.00 USD to item " + item);
        accessible(page);
        acme.awaitState(charge, "CONFIRMED");
    }

    private void logIn(Page page) {
        page.navigate(home.toString());
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(TrialProfile.PASSWORD);
        page.getByLabel("Password").press("Enter");
        assertThat(heading(page, "Overview")).isVisible();
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    @Test
    void pages_onAPhone_scrollOnlyTheirTables(Page page) {
        page.setViewportSize(PHONE, 740);
        logIn(page);

        for (String path :
                List.of("", "facts", "batches", "reviews", "events?state=IGNORED", "month-end?day=2999-12-31")) {
            page.navigate(home + path);
            Object width = page.evaluate("document.documentElement.scrollWidth");
            Assertions.assertThat(((Number) width).intValue()).as(path).isLessThanOrEqualTo(PHONE);
            accessible(page);
        }
    }

    private static com.microsoft.playwright.Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static com.microsoft.playwright.Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static void accessible(Page page) {
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(page.url())
                .isEmpty();
    }
}
