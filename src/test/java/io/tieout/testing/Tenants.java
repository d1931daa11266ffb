package io.tieout.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.specification.RequestSpecification;
import io.tieout.access.Operators;
import io.tieout.access.Role;
import io.tieout.access.Tokens;
import io.tieout.connection.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Makes a new tenant for each test, so that tests share an application without seeing each other. */
@ApplicationScoped
public class Tenants {
    public static final String PASSWORD = "correct horse";

    private final Operators operators;
    private final Tokens tokens;

    Tenants(Operators operators, Tokens tokens) {
        this.operators = operators;
        this.tokens = tokens;
    }

    /** A new tenant with an operator (admin) of the same name. */
    public Tenant create() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Actor actor = new Actor(name, "test");
        operators.ensure(actor, name, Role.ADMIN, PASSWORD);
        return new Tenant(this, name);
    }

    /** A tenant; names of its things begin with its own name, since they are unique over all tenants. */
    public record Tenant(Tenants tenants, String name) {

        public Actor actor() {
            return new Actor(name, "test");
        }

        /** Calls by a new token of this role. */
        public RequestSpecification as(Role role) {
            String token =
                    tenants.tokens.create(actor(), "test " + role.text(), role).token();
            return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
        }

        public RequestSpecification admin() {
            return as(Role.ADMIN);
        }

        /** The operator's cookie after a login by the page. */
        public Cookie session() {
            return given().redirects()
                    .follow(false)
                    .contentType(ContentType.URLENC)
                    .header("Sec-Fetch-Site", "same-origin")
                    .formParam("name", name)
                    .formParam("password", PASSWORD)
                    .post("/login")
                    .getDetailedCookie("tieout-session");
        }

        public String stripe() {
            return name + "-stripe";
        }

        public String ebs() {
            return name + "-ebs";
        }

        public String link() {
            return name + "-charges";
        }

        public String account() {
            return "acct_" + name;
        }

        /** A body for a Stripe connection. */
        public Map<String, Object> stripeDraft() {
            return Map.of(
                    "system", "stripe",
                    "baseUrl", "http://127.0.0.1:9",
                    "settings", Map.of("account", account(), "livemode", false));
        }

        /** A body for a connection to an EBS of this tenant alone: two connections of one address share their items. */
        public Map<String, Object> ebsDraft() {
            return Map.of(
                    "system", "ebs", "baseUrl", "http://127.0.0.1:9/" + name, "settings", Map.of("alias", "tieout"));
        }

        /** Adds both connections. */
        public Tenant withConnections() {
            admin().body(stripeDraft())
                    .put("/api/v1/connections/" + stripe())
                    .then()
                    .statusCode(200);
            admin().body(ebsDraft()).put("/api/v1/connections/" + ebs()).then().statusCode(200);
            return this;
        }
    }
}
