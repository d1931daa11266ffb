/** Oracle E-Business Suite R12.2 over the REST services of its Integrated SOA Gateway. */
@NullMarked
package io.tieout.connector.ebs;

import org.jspecify.annotations.NullMarked;
