package io.tieout.connector.ebs;

import io.tieout.connection.Opened;
import io.tieout.connector.ebs.wire.IsgAssumptions;
import io.tieout.connector.ebs.wire.IsgSettings;
import io.tieout.connector.ebs.wire.IsgSettings.Authentication;
import io.tieout.port.NeedsPerson;
import io.tieout.remote.HttpTimeouts;
import io.tieout.remote.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a connection to EBS, as {@code schema/connection-ebs.json} describes them.
 *
 * @param gateway how the REST services are reached
 * @param pageSize rows of a page, 1 to 1000
 * @param currencies ISO codes whose decimals are checked with a ledger's set-up, besides the ledger's own
 */
record EbsSettings(IsgSettings gateway, int pageSize, List<String> currencies) {
    private static final String BUCKET = "isg";
    private static final String NAMES = "letters, digits, '.', '_' or '-', starting with a letter or digit";
    private static final String KEY = "[^\\p{Cntrl}]{0,100}";
    private static final Duration SECOND = Duration.ofSeconds(1);

    EbsSettings {
        currencies = List.copyOf(currencies);
    }

    /**
     * Reads and checks the settings of a connection.
     *
     * @throws NeedsPerson naming the field that is wrong and what it must be
     */
    static EbsSettings of(Opened opened) {
        SettingsReader settings = new SettingsReader(opened.name(), "", opened.settings());
        IsgSettings gateway = new IsgSettings(
                base(opened, settings),
                settings.text("alias", "tieout", "[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]|[A-Za-z]", NAMES),
                authentication(settings),
                context(settings),
                timeouts(settings),
                new Limits.Limit(
                        BUCKET,
                        settings.number("requestsPerSecond", 10, 1, 1000),
                        settings.number("callsAtOnce", 4, 1, 100)),
                assumptions(settings.below("assumptions")));
        return new EbsSettings(
                gateway,
                settings.number("pageSize", 500, 1, 1000),
                settings.texts("currencies", "[A-Z]{3}", "a list of ISO 4217 codes, for example [\"USD\"]"));
    }

    private static String base(Opened opened, SettingsReader settings) {
        String path = settings.text(
                "path",
                "/webservices/rest",
                "(/[A-Za-z0-9._~-]+)*",
                "a path that starts with '/' and does not end with it");
        String base = opened.baseUrl() + path;
        try {
            URI uri = URI.create(base);
            if (uri.getHost() != null
                    && base.matches("https?://.*")
                    && uri.getRawQuery() == null
                    && uri.getUserInfo() == null) {
                return base;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, together with addresses that lack a part.
        }
        throw new NeedsPerson("the base address of connection '" + opened.name()
                + "' must be http or https with a host, for example https://ebs.example.com:8443");
    }

    private static Authentication authentication(SettingsReader settings) {
        String text = settings.text("authentication", "basic", "basic|token", "basic or token");
        return text.equals("basic") ? Authentication.BASIC : Authentication.TOKEN;
    }

    private static IsgSettings.Context context(SettingsReader settings) {
        return new IsgSettings.Context(
                settings.text("responsibility", "", KEY, "a responsibility key of at most 100 characters"),
                settings.text("application", "", KEY, "an application short name of at most 100 characters"),
                settings.text("securityGroup", "STANDARD", KEY, "a security group key of at most 100 characters"),
                settings.text("language", "AMERICAN", "[A-Z ]{1,30}", "an NLS language in upper case"),
                settings.text("org", "0", "\\d{1,15}", "the digits of an operating unit id"));
    }

    private static HttpTimeouts timeouts(SettingsReader settings) {
        Duration connect = settings.duration(
                "connectTimeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(2));
        Duration read =
                settings.duration("readTimeout", Duration.ofMinutes(3), Duration.ofMillis(100), Duration.ofMinutes(30));
        return new HttpTimeouts(connect, read);
    }

    private static IsgAssumptions assumptions(SettingsReader given) {
        IsgAssumptions known = IsgAssumptions.defaults();
        String uri = "[\\x21-\\x7e]{1,200}";
        return new IsgAssumptions(
                given.text("product", known.product(), "[a-z0-9_]{1,30}", "a product in lower case"),
                given.text("namespaceRoot", known.namespaceRoot(), uri, "a URI that ends with '/'"),
                given.text("headerNamespace", known.headerNamespace(), uri, "a URI"),
                given.flag("trailingSlash", known.trailingSlash()),
                given.flag("lowerCaseMethods", known.lowerCaseMethods()),
                given.text("loginPath", known.loginPath(), "(/[A-Za-z0-9._~-]+)+/?", "a path that starts with '/'"),
                given.text("cookieName", known.cookieName(), "[A-Za-z0-9_.-]+", NAMES),
                given.statuses("expiredSessionStatuses", known.expiredSessionStatuses()),
                given.statuses("credentialStatuses", known.credentialStatuses()),
                given.statuses("grantStatuses", known.grantStatuses()),
                given.statuses("absentStatuses", known.absentStatuses()),
                given.statuses("throttledStatuses", known.throttledStatuses()),
                given.duration("watermarkOverlap", known.watermarkOverlap(), SECOND, Duration.ofDays(7)));
    }
}
