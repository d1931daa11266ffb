package io.tieout.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Console errors that a browser test provokes on purpose; all others fail it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectedConsole {
    /** A regular expression that is found in each expected message. */
    String value();
}
