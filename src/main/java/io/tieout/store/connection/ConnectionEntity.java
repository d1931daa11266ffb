package io.tieout.store.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of table {@code connection}. */
@Entity(name = "Connection")
@Table(name = "connection")
class ConnectionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(updatable = false)
    String tenant;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String system;

    @Column(name = "base_url")
    String baseUrl;

    @ColumnTransformer(read = "cast(settings as text)", write = "cast(? as jsonb)")
    String settings;

    int version;
    boolean enabled;
    byte @Nullable [] credentials;

    @Column(name = "credential_names")
    String credentialNames;

    @Column(name = "credentials_version")
    int credentialsVersion;

    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    @Column(name = "stopped_at")
    @Nullable
    Instant stoppedAt;

    @Column(name = "last_success_at")
    @Nullable
    Instant lastSuccessAt;
}
