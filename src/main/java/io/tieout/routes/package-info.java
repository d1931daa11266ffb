/** What a route file may say: the rules that hold for the packaged files and for those that an operator mounts. */
@NullMarked
package io.tieout.routes;

import org.jspecify.annotations.NullMarked;
