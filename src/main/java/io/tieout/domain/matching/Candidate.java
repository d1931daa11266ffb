package io.tieout.domain.matching;

import io.tieout.domain.money.Money;

/**
 * An open item that a charge may pay.
 *
 * @param item as last read
 * @param available what is left of it: remaining in the ERP, less what other postings reserve or have settled
 */
public record Candidate(OpenItem item, Money available) {}
