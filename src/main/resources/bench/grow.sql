-- Facts of former years as retention leaves them, spread over the connections of the bench, until there are :facts: no
-- payloads, no free texts, everything confirmed. Constraints are not checked row by row; all rows are of one shape.
set session_replication_role = replica;

create temporary table former as
select (select greatest(max(f.id), (select max(id) from event), (select max(id) from posting),
  (select max(id) from audit_entry), 0) from fact f) + n as id, n, l.source, l.target, l.id as link, timestamptz '2025-01-01' + n * interval '3 seconds' as at
from (select row_number() over (order by id) - 1 as place, count(*) over () as all_of_them, id, source, target
      from link) l
join generate_series((select count(*) + 1 from fact), :facts) n on n % l.all_of_them = l.place;

-- As if they had come lately: older ones would be forgotten while it is measured.
insert into event_seen (connection_id, event_id, received_at) select source, 'evt_former' || n, now() from former;

insert into event (id, connection_id, event_id, type, created, received_at, origin, state, next_attempt_at, done_at,
  payload_sha256)
overriding system value
select id, source, 'evt_former' || n, 'charge.succeeded', at, at, 'webhook', 'DONE', at, at,
  sha256(n::text::bytea) from former;

insert into fact (id, fact_key, tenant, connection_id, object_type, object_id, snapshot, amount_minor, currency,
  occurred_at, first_seen_at, updated_at, thinned_at, snapshot_sha256)
overriding system value
select id, 'stripe/former/test/charge/ch_former' || n, 'bench', source, 'charge', 'ch_former' || n,
  jsonb_build_object('status', 'SUCCEEDED', 'captured', true, 'amount', 10000, 'currency', 'USD'), 10000, 'USD', at, at,
  at, at, sha256(n::text::bytea) from former;

insert into event_fact (event, fact) select id, id from former;

insert into posting (id, tenant, fact_id, link_id, target, ledger, effect, posting_key, reference, state, reason,
  amount_minor, currency, fact_version, accounting_date, original_date, journal, evidence, batch_id, group_id,
  settings_version, settings_hash, routes_hash, created_at, updated_at)
overriding system value
select id, 'bench', id, link, target, 'ebs:gl:1', 'RECORD', 'former/' || n, 'FORMER' || n, 'CONFIRMED',
  'posted', 10000, 'USD', 1, at::date, at::date,
  jsonb_build_object('reference', 'FORMER' || n, 'lines', jsonb_build_array(
    jsonb_build_object('account', '01-000-1150-0000-000', 'side', 'DEBIT', 'minor', 10000),
    jsonb_build_object('account', '01-000-2150-0000-000', 'side', 'CREDIT', 'minor', 10000))),
  jsonb_build_object('posted', true), 1000000000000 + id / 100, 'TF' || n / 100, 1, 'former', 'former', at, at
from former;

insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency, item_remaining_minor)
select id, target, 'former-' || id, 'FORMER-' || n, 10000, 'USD', 10000 from former;

-- Their ids are no numbers, as those of the ERPs' own items are.
insert into open_item (connection_id, item_id, entity, customer_account, account_number, customer_name, number,
  transaction, kind, original_minor, remaining_minor, disputed_minor, currency, selected, instalment, due, open,
  asked_at)
select target, 'former-' || id, '204', '1', '1', '', 'FORMER-' || n, n::text, 'INV', 10000, 0, 0, 'USD',
  false, 1, at::date, false, at from former;

insert into audit_entry (id, tenant, at, actor, action, fact_id, posting_id, detail)
overriding system value
select id, 'former', at, 'worker', 'posting.move', id, id, '{"to": "CONFIRMED"}'
from former;

insert into audit_seal (tenant, number, entry, seal, key_id, sealed_at)
select 'former', n, id, sha256(n::text::bytea), 1, at from former;

drop table former;
-- What comes later has greater numbers, as in a database that has grown.
select setval(pg_get_serial_sequence('event', 'id'), (select max(id) from event)),
  setval(pg_get_serial_sequence('fact', 'id'), (select max(id) from fact)),
  setval(pg_get_serial_sequence('posting', 'id'), (select max(id) from posting)),
  setval(pg_get_serial_sequence('audit_entry', 'id'), (select max(id) from audit_entry));
set session_replication_role = default;
