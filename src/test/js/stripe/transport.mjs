// What all calls have in common: events and webhooks, pages, expansion, idempotency, errors, limits.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';
import { base, control, customer, options, pay, refused, settled, stripe, until } from './client.mjs';

export async function eventsAndWebhooks() {
  const endpoint = await stripe.webhookEndpoints.create({
    url: new URL('/hook', base).href,
    enabled_events: ['customer.created'],
    api_version: Stripe.API_VERSION ?? '2026-07-29.dahlia',
  });
  assert.match(endpoint.secret, /^whsec_/);
  assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret, undefined);
  const made = await stripe.customers.create({ name: 'Dora' });
  const [event] = (await stripe.events.list({ type: 'customer.*', limit: 1 })).data;
  assert.deepEqual([event.type, event.data.object.id], ['customer.created', made.id]);
  assert.equal((await stripe.events.retrieve(event.id)).request.id, made.lastResponse.requestId);
  await until(() => stripe.events.retrieve(event.id), (found) => found.pending_webhooks === 0);
  const off = await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  assert.equal(off.status, 'disabled');
  assert.ok((await stripe.webhookEndpoints.list()).data.some((found) => found.id === endpoint.id));
  assert.equal((await stripe.webhookEndpoints.del(endpoint.id)).deleted, true);
  const both = await stripe.events.list({ types: ['customer.created', 'customer.deleted'], limit: 5 });
  assert.ok(both.data.every((found) => found.type.startsWith('customer.')));
}

export async function signatures() {
  const received = [];
  const server = createServer(async (request, answer) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    received.push([Buffer.concat(parts), request.headers['stripe-signature']]);
    answer.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${server.address().port}/hook`,
    enabled_events: ['customer.created'],
  });
  const made = await stripe.customers.create({ name: 'Dora' });
  const [[body, signature]] = await until(async () => received, (all) => all.length > 0);
  const event = stripe.webhooks.constructEvent(body, signature, endpoint.secret);
  assert.equal(event.data.object.id, made.id);
  const forged = () => stripe.webhooks.constructEvent(body, signature, 'whsec_other');
  assert.throws(forged, { type: 'StripeSignatureVerificationError' });
  await stripe.webhookEndpoints.del(endpoint.id);
  server.close();
}

export async function expansion() {
  const charge = await settled(await pay(700, 'pm_card_visa'));
  const expand = ['data.balance_transaction.source'];
  const [listed] = (await stripe.charges.list({ customer, limit: 1, expand })).data;
  assert.equal(listed.balance_transaction.source.id, charge.id);
  const deep = ['payment_intent.latest_charge.payment_intent.latest_charge.customer'];
  for (const wrong of [deep, ['status']]) {
    const ask = () => stripe.charges.retrieve(charge.id, { expand: wrong });
    const error = await refused(ask, 'StripeInvalidRequestError');
    assert.equal(error.param, 'expand');
  }
}

export async function pages() {
  const made = [];
  for (let i = 0; i < 7; i += 1) {
    made.unshift((await stripe.customers.create({ email: 'pages@acme.example' })).id);
  }
  const seen = [];
  for await (const found of stripe.customers.list({ email: 'pages@acme.example', limit: 3 })) seen.push(found.id);
  assert.deepEqual(seen, made);
  const upwards = [];
  const above = { email: 'pages@acme.example', limit: 2, ending_before: made[6] };
  for await (const found of stripe.customers.list(above)) upwards.push(found.id);
  assert.deepEqual(upwards, made.slice(0, 6).reverse());
  const page = await stripe.customers.list({ email: 'pages@acme.example', limit: 2, starting_after: made[1] });
  assert.deepEqual([page.data.map((found) => found.id), page.has_more], [made.slice(2, 4), true]);
  const types = (await stripe.events.list({ limit: 20 }).autoPagingToArray({ limit: 100 })).map((event) => event.id);
  assert.equal(new Set(types).size, 100);
  const gone = await refused(() => stripe.customers.list({ starting_after: 'cus_x' }), 'StripeInvalidRequestError');
  assert.equal(gone.param, 'starting_after');
}

export async function idempotency() {
  const key = { idempotencyKey: 'js-1' };
  const first = await stripe.customers.create({ name: 'Dora' }, key);
  const again = await stripe.customers.create({ name: 'Dora' }, key);
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal(again.lastResponse.headers['original-request'], first.lastResponse.requestId);
  const other = await refused(() => stripe.customers.create({ name: 'Nora' }, key), 'StripeIdempotencyError');
  assert.equal(other.statusCode, 400);
  await control('faults', { operation: 'POST /v1/customers', fault: 'still-running', delay: 'PT3S' });
  const held = { idempotencyKey: 'js-2' };
  const running = stripe.customers.create({ name: 'Dora' }, held);
  await until(
    async () => (await fetch(new URL('/_sandbox/faults', base))).text(),
    (set) => !set.includes('"still-running","times"') && !/"fault":"still-running"/.test(set),
  );
  const busy = await refused(() => stripe.customers.create({ name: 'Dora' }, held), 'StripeAPIError');
  assert.deepEqual([busy.statusCode, busy.code], [409, 'idempotency_key_in_use']);
  const late = await stripe.customers.create({ name: 'Dora' }, { idempotencyKey: 'js-3' });
  const done = await running;
  assert.notEqual(done.id, late.id);
  assert.equal((await stripe.customers.create({ name: 'Dora' }, held)).id, done.id);
}

export async function errors() {
  const missing = await refused(() => stripe.charges.retrieve('ch_x'), 'StripeInvalidRequestError');
  assert.deepEqual([missing.statusCode, missing.code, missing.param], [404, 'resource_missing', 'id']);
  assert.equal(missing.doc_url, 'https://stripe.com/docs/error-codes/resource-missing');
  assert.ok(missing.raw.request_log_url.includes(missing.requestId));
  const unknown = await refused(() => stripe.customers.create({ nme: 'Dora' }), 'StripeInvalidRequestError');
  assert.deepEqual([unknown.statusCode, unknown.code, unknown.param], [400, 'parameter_unknown', 'nme']);
  const stranger = new Stripe('sk_test_other', options);
  assert.equal((await refused(() => stranger.balance.retrieve(), 'StripeAuthenticationError')).statusCode, 401);
  const elsewhere = await refused(
    () => stripe.balance.retrieve({}, { stripeAccount: 'acct_other' }),
    'StripePermissionError',
  );
  assert.equal(elsewhere.statusCode, 403);
}

export async function limits() {
  for (const [limit, reason] of [
    ['rateLimitPerSecond', 'global-rate'],
    ['endpointRateLimitPerSecond', 'endpoint-rate'],
  ]) {
    await control('settings', { [limit]: 2 });
    const live = new Stripe('sk_live_acme', options);
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => stripe.balance.retrieve()));
    assert.equal((await live.balance.retrieve()).livemode, true);
    await control('settings', { [limit]: 0 });
    const over = calls.filter((call) => call.status === 'rejected').map((call) => call.reason);
    assert.ok(over.length > 0, 'no call was over the limit');
    for (const error of over) {
      assert.deepEqual([error.type, error.statusCode, error.code], ['StripeRateLimitError', 429, 'rate_limit']);
      assert.equal(error.headers['stripe-rate-limited-reason'], reason);
    }
  }
}
