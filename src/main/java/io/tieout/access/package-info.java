/** Who may come in: tokens, sessions, the login page and what guards every answer. */
@NullMarked
package io.tieout.access;

import org.jspecify.annotations.NullMarked;
