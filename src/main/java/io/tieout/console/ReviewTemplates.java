package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.Dependent;

/** The templates of the pages of questions. */
@Dependent
class ReviewTemplates {
    private final Template queue;
    private final Template item;
    private final Template missing;

    ReviewTemplates(
            @Location("console/reviews.html") Template queue,
            @Location("console/review.html") Template item,
            @Location("console/missing.html") Template missing) {
        this.queue = queue;
        this.item = item;
        this.missing = missing;
    }

    Template queue() {
        return queue;
    }

    Template item() {
        return item;
    }

    Template missing() {
        return missing;
    }
}
