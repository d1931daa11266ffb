package io.tieout.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How the audit trail is sealed, as the operator sets it under {@code tieout.audit}. */
@ConfigMapping(prefix = "tieout.audit")
public interface AuditConfig {

    /** Pause between two looks for entries without a seal, in milliseconds. */
    @WithDefault("500")
    @Min(1)
    long interval();

    /** Pause between two times that the heads of the chains are told, in milliseconds. */
    @WithDefault("60000")
    @Min(1)
    long heads();

    /** Entries that are sealed in one transaction at most. */
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int most();
}
