package io.tieout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.tieout.access.Role;
import io.tieout.connection.ConnectionEditor;
import io.tieout.connection.CustomerMap;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SettingsProfile.class)
class CustomerMapApiTest {
    private static final String MAP = "/api/v1/customer-map/{source}/{target}";
    private static final String HEADER = "customer,account,account_number\n";

    @Inject
    Tenants tenants;

    @Inject
    CustomerMap map;

    @Inject
    ConnectionEditor connections;

    Tenant tenant;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create().withConnections();
    }

    @Test
    void customer_mapped_isFoundByIdAndNumberUntilRemoved() {
        tenant.as(Role.OPERATOR)
                .body(Map.of("account", "70001", "accountNumber", "1001"))
                .put(MAP + "/cus_1", tenant.stripe(), tenant.ebs())
                .then()
                .statusCode(200)
                .body("customer", equalTo("cus_1"));

        assertThat(map.account(id(tenant.stripe()), id(tenant.ebs()), "cus_1")).contains("70001");
        assertThat(map.accountByNumber(id(tenant.ebs()), "1001")).contains("70001");
        tenant.as(Role.OPERATOR)
                .delete(MAP + "/cus_1", tenant.stripe(), tenant.ebs())
                .then()
                .statusCode(204);
        tenant.as(Role.OPERATOR)
                .delete(MAP + "/cus_1", tenant.stripe(), tenant.ebs())
                .then()
                .statusCode(404);
        assertThat(map.account(id(tenant.stripe()), id(tenant.ebs()), "cus_1")).isEmpty();
    }

    @Test
    void number_ofTwoAccounts_isNobodys() {
        csv(HEADER + "cus_1,70001,1001\ncus_2,70002,1001\n").statusCode(200);

        assertThat(map.accountByNumber(id(tenant.ebs()), "1001")).isEmpty();
    }

    @Test
    void csv_good_isTakenWholeAndReadByPages() {
        csv("\uFEFFcustomer,account,account_number\r\ncus_1,\"70001\",1001\r\ncus_2,70002,1002\r\n\r\ncus_3,70003,1003")
                .statusCode(200)
                .body("lines", equalTo(3))
                .body("changed", equalTo(3));
        csv(HEADER + "cus_3,70003,1003\ncus_2,70009,1002\n").body("changed", equalTo(1));

        tenant.as(Role.VIEWER)
                .queryParam("limit", 2)
                .get(MAP, tenant.stripe(), tenant.ebs())
                .then()
                .statusCode(200)
                .body("customers.customer", contains("cus_1", "cus_2"))
                .body("customers[1].account", equalTo("70009"))
                .body("next", equalTo("cus_2"));
        tenant.as(Role.VIEWER)
                .queryParam("limit", 2)
                .queryParam("after", "cus_2")
                .get(MAP, tenant.stripe(), tenant.ebs())
                .then()
                .body("customers.customer", contains("cus_3"))
                .body("next", nullValue());
    }

    @Test
    void csv_withBadLines_isRefusedWholeNamingThem() {
        csv(HEADER + "cus_1,70001,1001\ncus_2,70002\ncus_1,70003,1003\n,70004,1004\ncus_5,\"7\"5,1005\n")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("line 3", "line 4", "line 5, customer", "line 6"))
                .body("errors[1].message", containsString("line 2"));
        csv("customer;account\n").statusCode(400).body("errors.field", contains("line 1"));
        tenant.as(Role.VIEWER).get(MAP, tenant.stripe(), tenant.ebs()).then().body("customers", empty());
    }

    @Test
    void page_tooLarge_isRefused() {
        tenant.as(Role.VIEWER)
                .queryParam("limit", 1001)
                .get(MAP, tenant.stripe(), tenant.ebs())
                .then()
                .statusCode(400);
    }

    @Test
    void map_ofAnotherTenant_isUnknown() {
        Tenant other = tenants.create();

        other.admin().get(MAP, tenant.stripe(), tenant.ebs()).then().statusCode(404);
    }

    private ValidatableResponse csv(String text) {
        return tenant.as(Role.OPERATOR)
                .contentType("text/csv; charset=utf-8")
                .body(text)
                .post(MAP, tenant.stripe(), tenant.ebs())
                .then();
    }

    private ConnectionId id(String name) {
        return connections.get(tenant.actor(), name).id();
    }
}
