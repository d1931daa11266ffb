/** Tests of the EBS connector against examples of answers, over real sockets. */
@NullMarked
package io.tieout.connector.ebs;

import org.jspecify.annotations.NullMarked;
