package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.Dependent;

/** The templates of the pages of batches. */
@Dependent
class BatchTemplates {
    private final Template batches;
    private final Template batch;
    private final Template decide;
    private final Template missing;

    BatchTemplates(
            @Location("console/batches.html") Template batches,
            @Location("console/batch.html") Template batch,
            @Location("console/decide.html") Template decide,
            @Location("console/missing.html") Template missing) {
        this.batches = batches;
        this.batch = batch;
        this.decide = decide;
        this.missing = missing;
    }

    Template batches() {
        return batches;
    }

    Template batch() {
        return batch;
    }

    Template decide() {
        return decide;
    }

    Template missing() {
        return missing;
    }
}
