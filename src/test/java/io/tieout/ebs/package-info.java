/** Checks of what an EBS administrator installs, without a database: the scripts parse and keep the contract page. */
@NullMarked
package io.tieout.ebs;

import org.jspecify.annotations.NullMarked;
