package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.FndRows.Grant;
import io.tieout.sandbox.ebs.FndRows.User;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: Basic authentication of FND users, login tokens, grants. Tokens live in memory, so a restart ends every
 * session. Wrong passwords in a row lock a user (profile Signon Password Failure Limit).
 */
final class Users {

    static final String SERVICE_USER = "TIEOUT_SVC";

    /** A good user whom nobody granted anything. */
    static final String NO_GRANTS_USER = "TIEOUT_VIEWER";

    /** The accountant on whose behalf the sandbox's buttons act. */
    static final long PERSON_ID = 1_320;

    private static final String PASSWORD = "sandbox-only";
    private static final String BASIC = "Basic ";

    private record Session(String user, LocalDateTime lastUse) {}

    private final EbsTables db;
    private final Map<String, Session> sessions = new HashMap<>();

    Users(EbsTables db) {
        this.db = db;
    }

    /**
     * The user of a call, by its Authorization header.
     *
     * @throws IsgFault 401 without one, with a wrong password, or for a locked user
     */
    String basic(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BASIC)) {
            throw IsgFault.notAuthenticated();
        }
        String[] parts = decoded(authorization.substring(BASIC.length())).split(":", 2);
        User user = db.users.get(parts[0].toUpperCase(Locale.ROOT)).orElseThrow(IsgFault::notAuthenticated);
        if (user.locked()) {
            throw IsgFault.notAuthenticated();
        }
        if (parts.length < 2 || !parts[1].equals(PASSWORD)) {
            db.users.put(user.failed(db.settings().passwordLimit()));
            throw IsgFault.notAuthenticated();
        }
        if (user.failedLogons() > 0) {
            db.users.put(user.fresh());
        }
        return user.userName();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw IsgFault.notAuthenticated();
        }
    }

    /** Opens a session; the answer is its token. */
    synchronized String login(String user) {
        String token = UUID.randomUUID().toString().replace("-", "");
        sessions.put(token, new Session(user, db.now()));
        return token;
    }

    /** The user of a token that is not idle for too long. */
    synchronized Optional<String> byToken(String token) {
        Session session = sessions.get(token);
        if (session == null) {
            return Optional.empty();
        }
        LocalDateTime now = db.now();
        if (session.lastUse().plus(db.settings().tokenIdle()).isBefore(now)) {
            sessions.remove(token);
            return Optional.empty();
        }
        sessions.put(token, new Session(session.user(), now));
        return Optional.of(session.user());
    }

    synchronized void logout(String token) {
        sessions.remove(token);
    }

    /** @throws IsgFault 403 when the user has no grant for the operation */
    void granted(String user, String operation) {
        if (db.grants.get(new Grant(user, operation).key()).isEmpty()) {
            throw IsgFault.notGranted();
        }
    }

    long id(String user) {
        return db.users.get(user).orElseThrow().userId();
    }
}
