/** What an operator deploys is checked here: manifests, image, and that a new schema serves the version before it. */
@NullMarked
package io.tieout.deploy;

import org.jspecify.annotations.NullMarked;
