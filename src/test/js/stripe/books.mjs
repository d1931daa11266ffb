// What is billed, booked and paid out.
import assert from 'node:assert/strict';
import { control, customer, pay, refused, settled, stripe, until } from './client.mjs';

export async function invoices() {
  const draft = await stripe.invoices.create({ customer });
  const item = await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 2_000, currency: 'usd' });
  await stripe.invoiceItems.update(item.id, { amount: 2_500 });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  assert.equal(open.amount_due, 2_500);
  const paid = await stripe.invoices.pay(open.id, { payment_method: 'pm_card_visa', expand: ['payments'] });
  assert.equal(paid.status, 'paid');
  assert.equal(paid.payments.data[0].payment.type, 'payment_intent');
  assert.equal((await stripe.invoices.listLineItems(open.id)).data.length, 1);
  const [payment] = (await stripe.invoicePayments.list({ invoice: open.id, expand: ['data.invoice'] })).data;
  assert.deepEqual([payment.invoice.id, payment.amount_paid], [open.id, 2_500]);
  const late = await stripe.invoices.finalizeInvoice((await stripe.invoices.create({ customer })).id);
  const again = await refused(() => stripe.invoices.voidInvoice(late.id), 'StripeInvalidRequestError');
  assert.equal(again.statusCode, 400);
}

export async function balanceTransactionsAndPayouts() {
  await settled(await pay(50_000, 'pm_card_bypassPending'));
  const manual = await stripe.payouts.create({ amount: 1_000, currency: 'usd' });
  const kept = await stripe.balanceTransactions.retrieve(manual.balance_transaction);
  assert.deepEqual([kept.amount, kept.reporting_category], [-1_000, 'payout']);
  const { id } = await control('payouts', { currency: 'usd' });
  const payout = await until(
    () => stripe.payouts.retrieve(id),
    (found) => found.reconciliation_status === 'completed',
  );
  const items = await stripe.balanceTransactions.list({ payout: id, limit: 100 }).autoPagingToArray({ limit: 1_000 });
  const others = items.filter((item) => item.type !== 'payout').reduce((sum, item) => sum + item.net, 0);
  assert.equal(others, payout.amount);
  await control('payouts/fail', { payout: manual.id, code: 'account_closed' });
  const failed = await stripe.payouts.retrieve(manual.id, { expand: ['failure_balance_transaction'] });
  assert.deepEqual([failed.status, failed.failure_code], ['failed', 'account_closed']);
  assert.equal(failed.failure_balance_transaction.reporting_category, 'payout_reversal');
  assert.ok((await stripe.payouts.list({ status: 'failed' })).data.some((found) => found.id === manual.id));
  const early = await refused(
    () => stripe.payouts.create({ amount: 99_000_000, currency: 'usd' }),
    'StripeInvalidRequestError',
  );
  assert.equal(early.code, 'balance_insufficient');
  assert.equal((await stripe.balance.retrieve()).object, 'balance');
}
