package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An unpaid invoice or instalment in an ERP (EBS: AR_PAYMENT_SCHEDULES_ALL).
 *
 * @param id the ERP's own id of the item (EBS: payment schedule id)
 * @param entity the operating unit or business unit it belongs to
 * @param customerAccount the ERP's customer account id
 * @param accountNumber the customer's number as people know it
 * @param customerName the customer's name, for evidence
 * @param number the invoice number as printed; not unique
 * @param transaction the ERP's own id of the invoice, which its instalments share (EBS: customer transaction id)
 * @param kind the ERP's class: INV, DM, CB, CM
 * @param original amount at creation, in the invoice's currency
 * @param remaining what the ERP says is still due, in the invoice's currency; negative for credit memos
 * @param disputed amount in dispute in the ERP
 * @param selectedForReceipt whether an automatic receipt run has taken it
 * @param instalment its number within the invoice, from 1
 * @param due due date, a corporate calendar day without zone
 * @param open false once the ERP has closed it
 */
public record OpenItem(
        String id,
        String entity,
        String customerAccount,
        String accountNumber,
        String customerName,
        String number,
        String transaction,
        String kind,
        Money original,
        Money remaining,
        Money disputed,
        boolean selectedForReceipt,
        int instalment,
        LocalDate due,
        boolean open) {

    /**
     * Why nothing may be allocated to it, whatever is paid (accounting rule 7); empty when nothing speaks against it. A
     * credit has none: it can be part of a sum.
     */
    public Optional<String> obstacle() {
        if (!open || remaining.isZero()) {
            return Optional.of("it is not open any more");
        }
        if (!disputed.isZero()) {
            return Optional.of("it is in dispute in the ERP");
        }
        return selectedForReceipt ? Optional.of("it is selected for an automatic receipt") : Optional.empty();
    }
}
