/** Read queries for people: pages, the API's lists and the story of a fact; nothing here writes. */
@NullMarked
package io.tieout.store.view;

import org.jspecify.annotations.NullMarked;
