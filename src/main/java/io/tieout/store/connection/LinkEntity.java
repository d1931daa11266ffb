package io.tieout.store.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** A row of table {@code link}. */
@Entity(name = "Link")
@Table(name = "link")
class LinkEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "key", updatable = false)
    String key;

    @Column(updatable = false)
    String tenant;

    @Column(updatable = false)
    String flow;

    @Column(updatable = false)
    long source;

    @Column(updatable = false)
    long target;

    @ColumnTransformer(read = "cast(settings as text)", write = "cast(? as jsonb)")
    String settings;

    @Column(name = "settings_hash")
    String settingsHash;

    int version;
    boolean enabled;
    boolean paused;
}
