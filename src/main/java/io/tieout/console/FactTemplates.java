package io.tieout.console;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.Dependent;

/** The templates of the pages of facts. */
@Dependent
class FactTemplates {
    private final Template facts;
    private final Template story;
    private final Template missing;

    FactTemplates(
            @Location("console/facts.html") Template facts,
            @Location("console/story.html") Template story,
            @Location("console/missing.html") Template missing) {
        this.facts = facts;
        this.story = story;
        this.missing = missing;
    }

    Template facts() {
        return facts;
    }

    Template story() {
        return story;
    }

    Template missing() {
        return missing;
    }
}
