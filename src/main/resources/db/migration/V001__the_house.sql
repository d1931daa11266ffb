-- Tables of the main job. Amounts are bigint minor units with a char(3) currency; instants are timestamptz.
-- Leases and next attempts are set and compared with this database's clock only.

create table installation (
  name text primary key,
  incarnation bigint not null default 1 check (incarnation >= 1),
  created_at timestamptz not null default now()
);
create unique index installation_is_one on installation ((true));

create table tenant (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$')
);

create table connection (
  id bigint generated always as identity primary key,
  tenant text not null references tenant,
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  system text not null,
  base_url text not null,
  settings jsonb not null,
  version int not null default 1,
  enabled boolean not null default true,
  credentials bytea,
  credential_names text not null default '',
  credentials_version int not null default 0,
  stopped_reason text,
  stopped_at timestamptz,
  last_success_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One account of a provider, in one mode, belongs to one connection: else two links would post the same charge.
create unique index connection_account on connection (system, (settings ->> 'account'), (settings ->> 'livemode'))
  where settings ->> 'account' is not null;

-- A link is never deleted and its key never reused: postings are identified by it.
create table link (
  id bigint generated always as identity primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  tenant text not null references tenant,
  flow text not null,
  source bigint not null references connection,
  target bigint not null references connection,
  settings jsonb not null,
  settings_hash text not null,
  version int not null default 1,
  enabled boolean not null default true,
  paused boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index link_by_source on link (source);

create table customer_map (
  source bigint not null references connection,
  customer text not null,
  target bigint not null references connection,
  account text not null,
  account_number text not null,
  updated_at timestamptz not null default now(),
  primary key (source, target, customer)
);

create index customer_map_by_number on customer_map (target, account_number);

-- Intake -------------------------------------------------------------------------------------------------------

create table event_seen (
  connection_id bigint not null,
  event_id text not null,
  received_at timestamptz not null default now(),
  primary key (connection_id, event_id)
);
create index event_seen_by_age on event_seen (received_at);

create table event (
  id bigint generated always as identity primary key,
  connection_id bigint not null references connection,
  event_id text not null,
  type text not null,
  created timestamptz not null,
  received_at timestamptz not null default now(),
  origin text not null check (origin in ('webhook', 'poll')),
  state text not null default 'NEW' check (state in ('NEW', 'DONE', 'IGNORED', 'DEAD')),
  reason text,
  attempts int not null default 0,
  failures int not null default 0, -- unexpected ones in a row
  next_attempt_at timestamptz not null default now(),
  lease_until timestamptz,
  epoch bigint not null default 0,
  last_error text,
  done_at timestamptz,
  payload_sha256 bytea -- of the payload, once it is worked on: it stays when the payload goes
);
-- Few: what ended long after it came keeps its payload longer than the rest of its month.
create index event_ended_late on event (received_at) where done_at - received_at > interval '1 hour';
create index event_due on event (connection_id, next_attempt_at, id) where state = 'NEW';
create index event_by_event_id on event (event_id);
create index event_ignored on event (connection_id, type) where state = 'IGNORED';
create index event_dead on event (id) where state = 'DEAD';

create table event_payload (
  event bigint not null,
  received_at timestamptz not null,
  payload bytea not null
) partition by range (received_at);
-- Months are made ahead (event_payload_months); the default takes what they leave out, so that nothing is refused.
create table event_payload_default partition of event_payload default;
create index event_payload_by_event on event_payload (event);

-- Makes the partitions of this month and the next ones (UTC); answers how many it made. One process at a time. A month
-- of which the default has rows already is left out: it stays there. Who waits for the lock too long gives up and tries
-- again another time, since writers queue behind it; while another process is at the months, there is nothing to do.
create function event_payload_months(ahead int) returns int language plpgsql as $$
declare
  first timestamp;
  name text;
  made int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('tieout.event_payload_months')) then
    return 0;
  end if;
  for first in select generate_series(date_trunc('month', now() at time zone 'UTC'),
      date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month', interval '1 month') loop
    name := 'event_payload_' || to_char(first, 'YYYY_MM');
    continue when to_regclass(name) is not null
      or exists (select 1 from event_payload_default where received_at >= first at time zone 'UTC'
                 and received_at < (first + interval '1 month') at time zone 'UTC');
    perform set_config('lock_timeout', '5s', true);
    execute format('create table %I (like event_payload including defaults)', name);
    execute format('alter table event_payload attach partition %I for values from (%L) to (%L)', name,
      first at time zone 'UTC', (first + interval '1 month') at time zone 'UTC');
    made := made + 1;
  end loop;
  return made;
end $$;
select event_payload_months(2);

-- Months whose payloads went, at the end of their retention time: in a row each, so that no event is touched for it.
create table payload_month (
  first date primary key,
  thinned_at timestamptz not null default now(), -- the last time that some went
  gone bigint not null,
  kept bigint not null -- what was needed still; 0: the partition is empty or not there any more
);

-- Takes the payloads of the first month (UTC) that is over since more than an hour before `before` and has some that
-- nothing needs: what has ended before that time. What is needed still, if it is no more than `most`, is copied forward
-- into the emptied partition; without any the partition goes. Neither leaves dead rows. Answers the month, how many
-- payloads went and the bytes that came free; nothing when there is no such month, or another process is at it. The first
-- lock is waited for a second at most, since workers and doors queue behind it, and the others not at all. A month above
-- a gigabyte isn't counted but estimated, which no transaction is too short for.
create function event_payload_thin(before timestamptz, most int)
  returns table (month date, payloads bigint, bytes bigint) language plpgsql as $$
declare
  name text;
  start timestamptz;
  stop timestamptz;
  known bigint;
  alone boolean;
  needed bigint[];
  needs constant text := $q$
    select array(select p.event from %I p where p.event = any(array(
      select id from event where state = 'NEW' and received_at >= $1 and received_at < $2
      union select id from event where done_at - received_at > interval '1 hour' and done_at >= $3
        and received_at >= $1 and received_at < $2)))$q$;
begin
  if not pg_try_advisory_xact_lock(hashtext('tieout.event_payload_months')) then
    return;
  end if;
  perform set_config('lock_timeout', '1s', true);
  for name, month in
      select c.relname, to_date(right(c.relname, 7), 'YYYY_MM') from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'event_payload'::regclass and c.relname ~ '^event_payload_[0-9]{4}_[0-9]{2}$' order by 1 loop
    start := month::timestamp at time zone 'UTC';
    stop := (month + interval '1 month') at time zone 'UTC';
    exit when stop + interval '1 hour' > before or stop > now();
    select kept into known from payload_month where first = month;
    execute format(needs, name) into needed using start, stop, before;
    continue when cardinality(needed) > most or (known > 0 and cardinality(needed) = known);
    bytes := pg_total_relation_size(name::regclass);
    if bytes < 1e9 then
      execute format('select count(*) from %I', name) into payloads;
    else
      select greatest(reltuples, cardinality(needed))::bigint from pg_class where oid = name::regclass into payloads;
    end if;
    alone := cardinality(needed) = 0;
    if alone then
      -- First, as a worker locks them.
      lock table only event_payload in access exclusive mode;
      execute format('lock table %I, event_payload_default in access exclusive mode nowait', name);
    else
      execute format('lock table %I in access exclusive mode', name);
    end if;
    -- Again: somebody may have queued one of them meanwhile; from here on nobody can.
    execute format(needs, name) into needed using start, stop, before;
    if alone and cardinality(needed) = 0 then
      execute format('drop table %I', name);
    else
      execute format('create temp table payload_kept on commit drop as select * from %I where event = any($1)', name)
        using needed;
      execute format('truncate %I', name);
      execute format('insert into %I select * from payload_kept', name);
      bytes := bytes - pg_total_relation_size(name::regclass);
    end if;
    payloads := payloads - cardinality(needed);
    insert into payload_month (first, gone, kept) values (month, payloads, cardinality(needed))
      on conflict (first) do update set gone = payload_month.gone + excluded.gone, kept = excluded.kept,
        thinned_at = case when excluded.gone > 0 then now() else payload_month.thinned_at end;
    return next;
    return;
  end loop;
end $$;

-- Facts --------------------------------------------------------------------------------------------------------

create table fact (
  id bigint generated always as identity primary key,
  fact_key text not null unique,
  tenant text not null,
  connection_id bigint not null references connection,
  object_type text not null,
  object_id text not null,
  parent bigint references fact,
  version bigint not null default 1,
  snapshot jsonb not null,
  amount_minor bigint not null,
  currency char(3) not null,
  occurred_at timestamptz not null,
  stale boolean not null default false,
  recheck boolean not null default false,
  fetched_after bigint, -- the last event's number when its last reading began: those up to it need no other
  attempts int not null default 0,
  failures int not null default 0, -- unexpected ones in a row
  next_attempt_at timestamptz,
  lease_until timestamptz,
  epoch bigint not null default 0,
  last_error text,
  first_seen_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(), -- who recorded it: whether a report saw it, see completeness_report
  updated_at timestamptz not null default now(),
  thinned_at timestamptz, -- since when the merchant's free texts are gone from the snapshot
  snapshot_sha256 bytea, -- of the snapshot as it was before
  to_thin boolean not null default false -- retention has passed it by: it was needed still, or was fetched again since
);
create index fact_to_thin on fact (id) where to_thin;
create index fact_due on fact (connection_id, next_attempt_at, id) where next_attempt_at is not null;
create index fact_by_object on fact (object_id);
create index fact_by_parent on fact (parent) where parent is not null;
create index fact_by_time on fact (tenant, occurred_at desc);

create table event_fact (
  event bigint not null,
  fact bigint not null references fact,
  primary key (fact, event)
);

-- How far retention has come: all facts up to this number are thinned, need nothing of it, or are marked `to_thin`.
-- `facts left`: up to which number of those that are marked the present round has looked.
create table retention_mark (
  subject text primary key,
  passed bigint not null
);
insert into retention_mark (subject, passed) values ('facts', 0), ('facts left', 0);

-- Open items of the ERPs, as last read -------------------------------------------------------------------------

create table open_item (
  connection_id bigint not null references connection,
  item_id text not null,
  entity text not null,
  customer_account text not null,
  account_number text not null,
  customer_name text not null,
  number text not null,
  transaction text not null, -- the ERP's own id of the invoice, which its instalments share
  kind text not null,
  original_minor bigint not null,
  remaining_minor bigint not null,
  disputed_minor bigint not null,
  currency char(3) not null,
  selected boolean not null,
  instalment int not null,
  due date not null,
  open boolean not null,
  asked_at timestamptz not null,
  primary key (connection_id, item_id)
);
create index open_item_by_customer on open_item (connection_id, customer_account, currency, remaining_minor) where open;
create index open_item_by_account_number on open_item (connection_id, account_number);
create index open_item_by_number on open_item (connection_id, upper(number));
create index open_item_closed on open_item (asked_at) where not open and customer_name <> '';

create table ledger_period (
  connection_id bigint not null references connection,
  ledger text not null,
  name text not null,
  start_date date not null,
  end_date date not null,
  open boolean not null,
  adjusting boolean not null,
  seen_at timestamptz not null default now(),
  -- The seen_at of the reading that found it open where it had been shut; none since the ledger was first read.
  opened_at timestamptz,
  primary key (connection_id, ledger, name)
);

-- How far a poll has come: `watermark` is the remote system's own time, opaque to us.
create table watermark (
  subject text primary key,
  watermark text not null,
  completed_at timestamptz not null default now()
);

-- Postings -----------------------------------------------------------------------------------------------------

create table posting (
  id bigint generated always as identity primary key,
  tenant text not null,
  fact_id bigint not null references fact,
  link_id bigint not null references link,
  target bigint not null references connection,
  ledger text not null,
  effect text not null,
  generation int not null default 1,
  posting_key text not null unique,
  reference text not null unique,
  state text not null check (state in ('WAITING', 'MATCHED', 'SENDING', 'SENT', 'CONFIRMED', 'HELD', 'REVIEW', 'GONE',
                                       'DEAD', 'IGNORED', 'REVERSED')),
  live boolean not null default false,
  superseded boolean not null default false, -- a later generation of the effect exists: a fact counts once
  closed_at timestamptz, -- since when the target keeps a tombstone under the reference
  accepted text, -- summary of what stood in the books when a person accepted it in place of what was sent
  version bigint not null default 1,
  reason text not null,
  flag text,
  amount_minor bigint not null,
  currency char(3) not null,
  fact_version bigint not null,
  accounting_date date,
  original_date date,
  journal jsonb,
  evidence jsonb,
  batch_id bigint,
  group_id text,
  settings_version int not null,
  settings_hash text not null,
  routes_hash text not null,
  waiting_since timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (link_id, fact_id, effect, generation)
);
create index posting_by_fact on posting (fact_id);
create index posting_matched on posting (link_id, updated_at, id) where state = 'MATCHED';
create index posting_by_batch on posting (batch_id) where batch_id is not null;
create index posting_by_state on posting (state, currency);
create index posting_to_answer on posting (tenant, id) where state in ('REVIEW', 'GONE', 'HELD');

create table allocation (
  posting_id bigint not null references posting,
  target bigint not null,
  item_id text not null,
  item_number text not null,
  amount_minor bigint not null check (amount_minor <> 0), -- negative for a credit
  currency char(3) not null,
  item_remaining_minor bigint not null,
  settled_again_at timestamptz,
  primary key (posting_id, item_id)
);
create index allocation_by_item on allocation (target, item_id);
create index allocation_settled_again on allocation (target, settled_again_at) where settled_again_at is not null;

-- A person has decided to give up a reference, and the target has not said yet that it is closed: asked again until it
-- does. What follows then: END (closed for good), ASK (a person decides anew), AGAIN (another generation posts it).
create table closure (
  posting_id bigint primary key references posting,
  afterwards text not null check (afterwards in ('END', 'ASK', 'AGAIN')),
  actor text not null,
  reason text not null,
  asked_at timestamptz not null default now()
);

-- What people decided about postings. One that stands steers every later look until it is voided; the others are kept
-- as history.
create table decision (
  id bigint generated always as identity primary key,
  posting_id bigint not null references posting,
  answer text not null,
  stands boolean not null,
  actor text not null,
  reason text not null check (length(reason) between 3 and 500),
  choice jsonb, -- where the money goes
  released text, -- the rule's reason in whose face it goes on
  day date not null, -- of the decision, in the link's zone: the accounting day of what it applies
  posting_version bigint not null, -- the version that the person saw
  fact_version bigint not null,
  decided_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by text,
  voided_reason text
);
create index decision_by_posting on decision (posting_id, id);
create unique index decision_stands on decision (posting_id, answer) where stands and voided_at is null;

-- Batches ------------------------------------------------------------------------------------------------------

-- One number for the whole installation: a target keeps it so, whichever connection a load comes by.
create table load_number (
  one boolean primary key default true check (one),
  last bigint not null
);
insert into load_number (last) values (0);

create table batch (
  id bigint generated always as identity primary key,
  tenant text not null,
  target bigint not null references connection,
  ledger text not null,
  accounting_date date not null,
  currency char(3), -- of all of its postings; tells people, nothing is decided by it
  incarnation bigint not null,
  number bigint not null,
  request_key text not null,
  bytes bytea not null,
  state text not null default 'FROZEN' check (state in ('FROZEN', 'LOADED', 'FAILED', 'DONE')),
  version bigint not null default 1,
  reason text,
  attempts int not null default 0,
  failures int not null default 0, -- unexpected ones in a row
  next_attempt_at timestamptz,
  lease_until timestamptz,
  epoch bigint not null default 0,
  last_error text,
  frozen_at timestamptz not null default now(),
  done_at timestamptz,
  unique (incarnation, number)
);
create index batch_due on batch (target, next_attempt_at, id) where next_attempt_at is not null;
create index batch_by_number on batch (number);
alter table posting add foreign key (batch_id) references batch;

create table import_run (
  batch_id bigint not null references batch,
  group_id text not null,
  number int not null,
  request_id text,
  outcome text,
  parts jsonb, -- the request and its children, in the ERP's words: ERPs purge requests
  retry_at timestamptz, -- when the group may be imported again, after errors that pass by themselves
  submitted_at timestamptz not null default now(),
  primary key (batch_id, group_id, number)
);

-- What leaves a failed group: stored before the call, so that a repeat is the same split.
create table group_split (
  id bigint generated always as identity primary key,
  batch_id bigint not null references batch,
  group_id text not null,
  moved text[] not null, -- references
  row_count int not null, -- of the whole group, as it was read
  reason text not null,
  state text not null default 'INTENDED' check (state in ('INTENDED', 'DONE', 'DROPPED')),
  new_group text,
  outcome text,
  intended_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index group_split_open on group_split (batch_id, group_id) where state = 'INTENDED';
create index group_split_by_batch on group_split (batch_id, id);

-- Other bytes for a reference whose rows stand in the target: frozen before the call, as the first ones were.
create table amendment (
  id bigint generated always as identity primary key,
  posting_id bigint not null references posting,
  batch_id bigint not null references batch,
  from_content text not null,
  content text not null,
  bytes bytea not null,
  accounting_date date not null,
  journal jsonb not null,
  reason text not null,
  actor text not null,
  state text not null default 'INTENDED' check (state in ('INTENDED', 'DONE', 'REFUSED', 'DROPPED')),
  outcome text,
  intended_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index amendment_open on amendment (posting_id) where state = 'INTENDED';
create index amendment_by_batch on amendment (batch_id, id);

-- After a restore from a backup (protocol.md move 11) -----------------------------------------------------------

-- Up to which load number a target's memory of this installation was taken over.
create table restored (
  target bigint not null references connection,
  incarnation bigint not null,
  highest bigint not null,
  actor text not null,
  restored_at timestamptz not null default now(),
  primary key (target, incarnation)
);

-- What a target holds of this installation and this database has forgotten: kept until the fact is found again, whose
-- posting then takes it over.
create table adopted (
  reference text primary key,
  target bigint not null references connection, -- by which it was listed; its posting may be another's to the same system
  object_id text, -- of the provider, as its lines name it
  closed boolean not null,
  stage text not null,
  content text,
  group_id text,
  load_incarnation bigint,
  load_number bigint,
  journal jsonb,
  accounting_date date,
  batch_id bigint references batch, -- by which its posting is followed
  posting_id bigint references posting,
  adopted_at timestamptz not null default now(),
  released_at timestamptz, -- since when it reserves nothing, by a person's decision; its posting still takes it over
  released_by text,
  released_reason text
);
create index adopted_by_load on adopted (load_number) where batch_id is not null;
create index adopted_waiting on adopted (target) where posting_id is null;
create index adopted_by_object on adopted (object_id) where not closed and released_at is null;

-- What the lines of such a reference take of open items: reserved like the allocation that it becomes, at each
-- connection to the same system.
create table adopted_item (
  target bigint not null references connection, -- by which it was listed
  item_id text not null,
  reference text not null references adopted,
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null,
  primary key (reference, item_id)
);
create index adopted_item_by_item on adopted_item (item_id);

-- What watches ---------------------------------------------------------------------------------------------------

create table audit_entry (
  id bigint generated always as identity primary key,
  tenant text not null,
  at timestamptz not null default clock_timestamp() check (isfinite(at)),
  actor text not null,
  action text not null,
  fact_id bigint,
  posting_id bigint,
  batch_id bigint,
  event bigint,
  connection_id bigint,
  link_id bigint,
  detail jsonb not null
);
create index audit_by_fact on audit_entry (fact_id, id) where fact_id is not null;
create index audit_by_batch on audit_entry (batch_id, id) where batch_id is not null;

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;
create trigger audit_no_change before update or delete on audit_entry
  for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit_entry
  for each statement execute function audit_is_append_only();

-- The chain: each entry gets the next number of its tenant when it is sealed, not by its id, since an entry that a long
-- transaction wrote is seen after younger ones. The seal is an HMAC over the seal before it and every column.
create table audit_seal (
  tenant text not null,
  number bigint not null check (number >= 1),
  entry bigint not null unique references audit_entry,
  seal bytea not null,
  key_id bigint not null,
  sealed_at timestamptz not null check (isfinite(sealed_at)),
  primary key (tenant, number)
);
create trigger audit_seal_no_change before update or delete on audit_seal
  for each row execute function audit_is_append_only();
create trigger audit_seal_no_truncate before truncate on audit_seal
  for each statement execute function audit_is_append_only();

-- What waits for its seal, so that the sealer never looks at what is sealed; with the mark of the program that wrote it
-- (an HMAC over every column): an entry that somebody with only the database adds has none, and is not sealed.
create table audit_unsealed (
  tenant text not null,
  entry bigint not null,
  key_id bigint not null,
  mark bytea not null,
  primary key (tenant, entry)
);

create table alert (
  id bigint generated always as identity primary key,
  tenant text not null,
  kind text not null,
  subject text not null,
  text text not null,
  raised_at timestamptz not null default now(),
  cleared_at timestamptz
);
create unique index alert_open on alert (kind, subject) where cleared_at is null;

-- What a link's day came to, frozen once; differences: how many sections of it don't add up. The snapshot tells of
-- transactions that ran beside it whether it saw them; frozen_at is a time after it, so that who began later was not seen.
create table completeness_report (
  id bigint generated always as identity primary key,
  tenant text not null,
  link_id bigint not null references link,
  day date not null,
  zone text not null,
  differences int not null,
  sha256 text not null,
  bytes bytea not null,
  snapshot pg_snapshot not null default pg_current_snapshot(),
  frozen_at timestamptz not null default clock_timestamp(),
  unique (link_id, day)
);
create index completeness_report_latest on completeness_report (tenant, id);
create function report_is_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'a frozen report never changes';
end $$;
create trigger report_no_change before update or delete on completeness_report
  for each row execute function report_is_frozen();
create trigger report_no_truncate before truncate on completeness_report
  for each statement execute function report_is_frozen();
-- Rows lie in the order of these times, so that ranges of blocks are enough and cost no insert anything.
create index event_by_arrival on event using brin (received_at);
create index fact_by_first_sight on fact using brin (first_seen_at);

-- Which keys each running process holds: a key becomes the primary one only when all of them know it.
create table process_key (
  process text primary key,
  host text not null,
  keys bigint[] not null,
  primary_key bigint not null,
  seen_at timestamptz not null default now()
);

-- Limits over all processes ----------------------------------------------------------------------------------------

-- Leases of seconds and of a minute: what a crash of the database loses of them has soon run out anyway.
create unlogged table rate_slice (
  connection_id bigint not null,
  bucket text not null,
  second bigint not null, -- since 1970, by the clock of the database
  used int not null, -- calls leased in this second
  granted int not null, -- calls that the last lease got
  primary key (connection_id, bucket)
);

create unlogged table call_slot (
  connection_id bigint not null,
  bucket text not null,
  slot int not null,
  holder text not null,
  lease_until timestamptz not null,
  primary key (connection_id, bucket, slot)
);

-- Doors ----------------------------------------------------------------------------------------------------------

create table operator (
  name text primary key,
  tenant text not null references tenant,
  role text not null,
  password_hash text not null,
  created_at timestamptz not null default now()
);

-- Counts login attempts by name and address, by address, and by name, for a while.
create table login_attempt (
  subject text primary key,
  attempts int not null,
  until timestamptz not null
);
create index login_attempt_by_age on login_attempt (until);

create table api_token (
  id bigint generated always as identity primary key,
  name text not null,
  tenant text not null references tenant,
  role text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
