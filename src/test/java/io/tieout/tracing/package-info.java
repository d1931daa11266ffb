/** What the packaged program reaches by reflection and by the names of resources, held against what a native image has. */
package io.tieout.tracing;
