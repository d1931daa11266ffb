// The official client, driven against the recorder in front of the sandbox, and what all parts of the tour share.
import assert from 'node:assert/strict';
import Stripe from 'stripe';

export const base = new URL(process.env.STRIPE_BASE);
export const options = {
  host: base.hostname,
  port: base.port,
  protocol: 'http',
  maxNetworkRetries: 0,
  telemetry: false,
};
export const stripe = new Stripe('sk_test_acme', options);
export const customer = 'cus_acme0001';

export const control = async (path, body) => {
  const answer = await fetch(new URL('/_sandbox/' + path, base), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

export const pay = (amount, card, more = {}) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', customer, payment_method: card, confirm: true, ...more });

// Asks again until it is so; the sandbox does some things a moment later.
export const until = async (ask, holds) => {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await ask();
    if (holds(found)) return found;
    assert.ok(Date.now() < end, 'it never came about');
    await new Promise((next) => setTimeout(next, 50));
  }
};

export const settled = async (intent) =>
  until(() => stripe.charges.retrieve(intent.latest_charge), (charge) => charge.balance_transaction !== null);

export const refused = async (work, type) => {
  try {
    await work();
  } catch (error) {
    assert.equal(error.type, type, error.message);
    assert.match(error.requestId, /^req_/);
    return error;
  }
  return assert.fail('nothing was refused');
};
