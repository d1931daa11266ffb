// What a door for webhooks is when it is written plainly: Express, one insert for each event, and the answer after it.
// `bench --node` measures it beside Tieout's door, with the same requests and the same PostgreSQL.
import express from 'express';
import pg from 'pg';
import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;
const { PORT, WEBHOOK_SECRET } = process.env;

// Host, database and user come from the variables that PostgreSQL's own programs read, too (PGHOST and others).
const database = new pg.Pool({ max: 10 });
await database.query(`create table if not exists node_event (
  id text primary key, type text not null, received_at timestamptz not null default now(), payload jsonb not null)`);

function signed(body, header = '') {
  const parts = Object.fromEntries(header.split(',').map((part) => part.split('=', 2)));
  const age = Math.abs(Date.now() / 1000 - Number(parts.t));
  const wanted = createHmac('sha256', WEBHOOK_SECRET).update(`${parts.t}.`).update(body).digest();
  const given = Buffer.from(parts.v1 ?? '', 'hex');
  return age <= TOLERANCE_SECONDS && given.length === wanted.length && timingSafeEqual(given, wanted);
}

const app = express();
app.post('/bare', express.raw({ type: '*/*' }), (request, response) => response.sendStatus(200));
app.post('/webhooks', express.raw({ type: '*/*' }), async (request, response) => {
  if (!signed(request.body, request.get('stripe-signature'))) {
    response.sendStatus(400);
    return;
  }
  const text = request.body.toString('utf8');
  const event = JSON.parse(text);
  await database.query({
    name: 'keep',
    text: 'insert into node_event (id, type, payload) values ($1, $2, $3) on conflict (id) do nothing',
    values: [event.id, event.type, text],
  });
  response.sendStatus(200);
});
app.listen(Number(PORT), '127.0.0.1');
