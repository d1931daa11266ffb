// Money from payers: customers, their cards, payments, refunds and disputes.
import assert from 'node:assert/strict';
import { control, customer, pay, refused, settled, stripe, until } from './client.mjs';

export async function customers() {
  const made = await stripe.customers.create({ name: 'Dora', metadata: { a: '1', b: '2' } });
  assert.match(made.lastResponse.requestId, /^req_/);
  const changed = await stripe.customers.update(made.id, { metadata: { b: '', c: '3' } });
  assert.deepEqual(changed.metadata, { a: '1', c: '3' });
  assert.equal((await stripe.customers.del(made.id)).deleted, true);
  assert.equal((await stripe.customers.retrieve(made.id)).deleted, true);
}

export async function charges() {
  const charge = await settled(await pay(1_000, 'pm_card_visa'));
  const whole = await stripe.charges.retrieve(charge.id, {
    expand: ['balance_transaction.source', 'customer', 'payment_intent.latest_charge'],
  });
  assert.equal(whole.balance_transaction.source.id, charge.id);
  assert.equal(whole.customer.id, customer);
  assert.equal(whole.payment_intent.latest_charge.id, charge.id);
  assert.equal((await stripe.charges.update(charge.id, { description: 'x' })).description, 'x');
  const held = await pay(1_000, 'pm_card_visa', { capture_method: 'manual' });
  assert.equal((await stripe.charges.capture(held.latest_charge, { amount: 700 })).amount_captured, 700);
}

export async function paymentIntents() {
  const open = await stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
  assert.equal(open.status, 'requires_payment_method');
  assert.equal((await stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_amex' })).status, 'succeeded');
  const again = await refused(() => stripe.paymentIntents.cancel(open.id), 'StripeInvalidRequestError');
  assert.equal(again.code, 'payment_intent_unexpected_state');
}

export async function testCards() {
  const declines = {
    pm_card_visa_chargeDeclined: ['card_declined', 'generic_decline'],
    pm_card_visa_chargeDeclinedInsufficientFunds: ['card_declined', 'insufficient_funds'],
    pm_card_visa_chargeDeclinedLostCard: ['card_declined', 'lost_card'],
    pm_card_visa_chargeDeclinedStolenCard: ['card_declined', 'stolen_card'],
    pm_card_visa_chargeDeclinedVelocityLimitExceeded: ['card_declined', 'card_velocity_exceeded'],
    pm_card_chargeCustomerFail: ['card_declined', 'generic_decline'],
    pm_card_radarBlock: ['card_declined', 'fraudulent'],
    pm_card_chargeDeclinedExpiredCard: ['expired_card', 'expired_card'],
    pm_card_chargeDeclinedIncorrectCvc: ['incorrect_cvc', 'incorrect_cvc'],
    pm_card_chargeDeclinedProcessingError: ['processing_error', 'processing_error'],
  };
  for (const [card, [code, decline]] of Object.entries(declines)) {
    const error = await refused(() => pay(500, card), 'StripeCardError');
    assert.equal(error.statusCode, 402);
    assert.deepEqual([card, error.code, error.decline_code], [card, code, decline]);
    assert.equal(error.payment_intent.status, 'requires_payment_method');
    assert.equal((await stripe.charges.retrieve(error.charge)).status, 'failed');
  }
  const brands = {
    pm_card_visa_debit: 'visa',
    pm_card_mastercard: 'mastercard',
    pm_card_mastercard_prepaid: 'mastercard',
    pm_card_amex: 'amex',
    pm_card_discover: 'discover',
    pm_card_diners: 'diners',
    pm_card_jcb: 'jcb',
    pm_card_unionpay: 'unionpay',
  };
  for (const [card, brand] of Object.entries(brands)) {
    const paid = await pay(500, card, { expand: ['latest_charge'] });
    assert.equal(paid.latest_charge.payment_method_details.card.brand, brand);
  }
}

export async function authentication() {
  const ask = () => pay(900, 'pm_card_authenticationRequired', { return_url: 'https://shop.example/back' });
  const waiting = await ask();
  assert.deepEqual([waiting.status, waiting.next_action.type], ['requires_action', 'redirect_to_url']);
  const paid = await control('authenticate', { payment_intent: waiting.id, outcome: 'succeed' });
  assert.equal(paid.status, 'succeeded');
  assert.equal((await stripe.charges.retrieve(paid.latest_charge)).captured, true);
  await control('authenticate', { payment_intent: (await ask()).id, outcome: 'fail' });
  const [failed] = (await stripe.paymentIntents.list({ customer, limit: 1 })).data;
  assert.equal(failed.last_payment_error.code, 'payment_intent_authentication_failure');
  const absent = () => pay(900, 'pm_card_authenticationRequired', { off_session: true });
  const away = await refused(absent, 'StripeCardError');
  assert.equal(away.code, 'authentication_required');
}

export async function bankDebits() {
  const debit = async (method) => {
    const started = await pay(900, `pm_usBankAccount_${method}`, { payment_method_types: ['us_bank_account'] });
    assert.equal(started.status, 'processing');
    assert.equal((await stripe.charges.retrieve(started.latest_charge)).status, 'pending');
    return until(() => stripe.paymentIntents.retrieve(started.id), (found) => found.status !== 'processing');
  };
  const paid = await debit('success');
  const charge = await stripe.charges.retrieve(paid.latest_charge, { expand: ['balance_transaction'] });
  assert.deepEqual([charge.status, charge.balance_transaction.type], ['succeeded', 'payment']);
  const closed = await debit('accountClosed');
  assert.deepEqual([closed.status, closed.last_payment_error.code], ['requires_payment_method', 'account_closed']);
}

export async function paymentMethods() {
  const made = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_visa' },
    billing_details: { name: 'Dora', address: { country: 'US' } },
  });
  assert.equal(made.billing_details.address.country, 'US');
  await stripe.paymentMethods.attach(made.id, { customer });
  const listed = await stripe.paymentMethods.list({ customer, type: 'card' });
  assert.ok(listed.data.some((method) => method.id === made.id));
  assert.equal((await stripe.paymentMethods.detach(made.id)).customer, null);
  const attach = () => stripe.paymentMethods.attach('pm_card_visa_chargeDeclinedStolenCard', { customer });
  assert.equal((await refused(attach, 'StripeCardError')).decline_code, 'stolen_card');
}

export async function refunds() {
  const charge = await settled(await pay(1_000, 'pm_card_visa'));
  await stripe.refunds.create({ charge: charge.id, amount: 400 });
  await stripe.refunds.create({ payment_intent: charge.payment_intent });
  const whole = await stripe.charges.retrieve(charge.id, { expand: ['refunds.data.balance_transaction'] });
  assert.deepEqual(whole.refunds.data.map((refund) => refund.balance_transaction.amount), [-600, -400]);
  const more = await refused(() => stripe.refunds.create({ charge: charge.id }), 'StripeInvalidRequestError');
  assert.equal(more.code, 'charge_already_refunded');
}

export async function disputes() {
  const intent = await pay(4_000, 'pm_card_createDispute');
  const [open] = (
    await until(() => stripe.disputes.list({ payment_intent: intent.id }), (list) => list.data.length === 1)
  ).data;
  assert.equal(open.balance_transactions[0].amount, -4_000);
  await stripe.disputes.update(open.id, { evidence: { uncategorized_text: 'winning_evidence' } });
  const won = await until(() => stripe.disputes.retrieve(open.id), (dispute) => dispute.status === 'won');
  assert.equal(won.balance_transactions.length, 2);
  const twice = await pay(4_000, 'pm_card_createMultipleDisputes');
  const ofCharge = () => stripe.disputes.list({ charge: twice.latest_charge });
  const both = await until(ofCharge, (list) => list.data.length === 2);
  for (const dispute of both.data) assert.equal((await stripe.disputes.close(dispute.id)).status, 'lost');
  const asked = await pay(4_000, 'pm_card_createDisputeInquiry');
  const [inquiry] = (
    await until(() => stripe.disputes.list({ payment_intent: asked.id }), (list) => list.data.length === 1)
  ).data;
  assert.deepEqual([inquiry.status, inquiry.balance_transactions], ['warning_needs_response', []]);
  await stripe.disputes.update(inquiry.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
  await until(() => stripe.disputes.retrieve(inquiry.id), (dispute) => dispute.status === 'needs_response');
}

export async function fraudWarnings() {
  const charge = (await pay(4_000, 'pm_card_createIssuerFraudRecord')).latest_charge;
  const ask = () => stripe.radar.earlyFraudWarnings.list({ charge });
  const [warning] = (await until(ask, (list) => list.data.length === 1)).data;
  assert.equal(warning.actionable, true);
  await stripe.refunds.create({ charge });
  assert.equal((await stripe.radar.earlyFraudWarnings.retrieve(warning.id)).actionable, false);
}
