-- io.tieout.connection.CustomerMapEditor
delete from customer_map where source=? and target=? and customer=?;

-- io.tieout.store.access.LoginAttemptRows
delete from login_attempt where subject in (select subject from login_attempt where until < now() for update skip locked);
insert into login_attempt (subject, attempts, until) values (?, 0, now() + ? * interval '1 second') on conflict (subject) do update set until = excluded.until;
insert into login_attempt (subject, attempts, until) values (?, 1, now() + ? * interval '1 second') on conflict (subject) do update set attempts = case when login_attempt.until < now() then 1 else login_attempt.attempts + 1 end, until = case when login_attempt.until < now() then excluded.until else login_attempt.until end returning attempts;
select count(*) from login_attempt where subject = ? and until >= now();
update login_attempt set attempts = greatest(attempts - 1, 0) where subject = ?;

-- io.tieout.store.access.OperatorEntities
insert into operator (password_hash,role,tenant,name) values (?,?,?,?);
select count(*) from operator oe1_0;
select oe1_0.name,oe1_0.password_hash,oe1_0.role,oe1_0.tenant from operator oe1_0 where oe1_0.name=?;

-- io.tieout.store.access.TenantRows
insert into tenant (name) values (?) on conflict do nothing;
select name from tenant order by name;

-- io.tieout.store.access.TokenEntities
insert into api_token (name,revoked_at,role,tenant,token_hash) values (?,?,?,?,?) returning id,created_at;
update api_token te1_0 set revoked_at=current_timestamp where te1_0.id=? and te1_0.tenant=? and te1_0.revoked_at is null;

-- io.tieout.store.access.TokenRows
select te1_0.id,te1_0.created_at,te1_0.name,te1_0.revoked_at,te1_0.role,te1_0.tenant,te1_0.token_hash from api_token te1_0 where te1_0.tenant=? order by te1_0.id;
select te1_0.id,te1_0.created_at,te1_0.name,te1_0.revoked_at,te1_0.role,te1_0.tenant,te1_0.token_hash from api_token te1_0 where te1_0.token_hash=? fetch first ? rows only;

-- io.tieout.store.audit.AuditRows
insert into audit_entry as e (tenant, actor, action, fact_id, posting_id, batch_id, event, connection_id, link_id, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) returning e.id, e.tenant, e.at, e.actor, e.action, e.fact_id, e.posting_id, e.batch_id, e.event, e.connection_id, e.link_id, e.detail::text as detail;

-- io.tieout.store.audit.ChainRows
select e.id, e.tenant, e.at, e.actor, e.action, e.fact_id, e.posting_id, e.batch_id, e.event, e.connection_id, e.link_id, e.detail::text as detail, u.key_id as mark_key, encode(u.mark, 'hex') as mark, (select s.tenant from audit_seal s where s.entry = e.id) as elsewhere, e.at between now() - interval '1 minute' and now() + interval '5 minutes' as young from audit_entry e left join audit_unsealed u on u.tenant = e.tenant and u.entry = e.id where e.tenant = ? and e.id > ? and not exists ( select 1 from audit_seal s where s.entry = e.id and s.tenant = e.tenant and s.number >= 1) order by e.id limit ?;
select s.number, s.entry, encode(s.seal, 'hex') as seal, s.key_id, s.sealed_at from audit_seal s where s.tenant = ? and s.number = ?;
select s.number, s.entry, encode(s.seal, 'hex') as seal, s.key_id, s.sealed_at from audit_seal s where s.tenant = ? order by s.number desc limit 1;
select s.number, s.entry, encode(s.seal, 'hex') as seal, s.key_id, s.sealed_at, e.id, e.tenant, e.at, e.actor, e.action, e.fact_id, e.posting_id, e.batch_id, e.event, e.connection_id, e.link_id, e.detail::text as detail from audit_seal s left join audit_entry e on e.id = s.entry where s.tenant = ? and s.number > ? order by s.number limit ?;
select t.name as owner, s.number, s.entry, encode(s.seal, 'hex') as seal, s.key_id, s.sealed_at from tenant t cross join lateral (select * from audit_seal a where a.tenant = t.name order by a.number desc limit 1) s order by t.name; -- reads entry, key_id, number, owner, seal, sealed_at
select u.tenant, count(*) as count, coalesce(extract(epoch from clock_timestamp() - min(e.at) filter (where isfinite(e.at))), 0)::bigint as seconds from audit_unsealed u left join audit_entry e on e.id = u.entry group by u.tenant order by u.tenant; -- reads count, seconds, tenant
with recursive sealed as ( (select tenant from audit_seal order by tenant limit 1) union all select (select s.tenant from audit_seal s where s.tenant > sealed.tenant order by s.tenant limit 1) from sealed where sealed.tenant is not null) select name from tenant union select tenant from sealed where tenant is not null union select tenant from audit_entry union select tenant from audit_unsealed order by 1;

-- io.tieout.store.audit.SealRows
delete from audit_unsealed u where u.tenant = ? and exists (select 1 from audit_seal s where s.entry = u.entry) returning entry;
delete from audit_unsealed where tenant = ? and entry = any(?);
insert into audit_seal (tenant, number, entry, seal, key_id, sealed_at) values (?, ?, ?, decode(?, 'hex'), ?, ?);
select distinct tenant from audit_unsealed order by tenant;
select e.id, e.tenant, e.at, e.actor, e.action, e.fact_id, e.posting_id, e.batch_id, e.event, e.connection_id, e.link_id, e.detail::text as detail , u.key_id as mark_key, encode(u.mark, 'hex') as mark from audit_unsealed u join audit_entry e on e.id = u.entry where u.tenant = ? and u.key_id = any(?) order by u.entry limit ?;
select now();
select pg_try_advisory_xact_lock(hashtext('tieout.audit_seal'), hashtext(?));

-- io.tieout.store.audit.WaitingRows
insert into audit_unsealed (tenant, entry, key_id, mark) values (?, ?, ?, decode(?, 'hex'));

-- io.tieout.store.batch.Amendments
insert into amendment (posting_id, batch_id, from_content, content, bytes, accounting_date, journal, reason, actor) values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?) on conflict do nothing;
select a.*, p.reference from amendment a join posting p on p.id = a.posting_id where a.batch_id = ? order by a.id; -- reads accounting_date, actor, bytes, content, from_content, id, journal, outcome, reason, reference, state
update amendment set state = ?, outcome = ?, ended_at = now() where id = ? and state = 'INTENDED';
update posting set journal = cast(? as jsonb), accounting_date = ?, original_date = case when accounting_date = ? then original_date else coalesce(original_date, accounting_date) end, version = version + 1, updated_at = now() where id = ? and version = ?;

-- io.tieout.store.batch.Batches
insert into batch (tenant, target, ledger, accounting_date, currency, incarnation, number, request_key, bytes, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, now()) returning id;
select 1 from batch where id = ? and epoch = ? and lease_until is not null for update;
select b.*, extract(epoch from now() - frozen_at) * 1000 as age from batch b where id = ?; -- reads age, bytes, id, incarnation, last_error, number, request_key, state, target, tenant, version
select distinct a.item_id from allocation a join posting p on p.id = a.posting_id where p.id = any(?) and p.state = 'MATCHED';
select last from load_number;
select p.*, extract(epoch from now() - p.updated_at) * 1000 as age from link l cross join lateral ( select id, tenant, link_id, target, ledger, accounting_date, currency, updated_at from posting where link_id = l.id and state = 'MATCHED' and (effect <> 'APPLY' or exists (select 1 from posting r where r.fact_id = posting.fact_id and r.link_id = posting.link_id and r.effect = 'RECORD' and r.state = 'CONFIRMED')) and exists (select 1 from fact f where f.id = posting.fact_id and f.version = posting.fact_version and not f.stale and (f.lease_until is null or f.lease_until < now())) order by updated_at, id limit ?) p join connection c on c.id = p.target where l.enabled and not l.paused and c.enabled and c.stopped_at is null order by p.updated_at, p.id; -- reads accounting_date, age, currency, id, ledger, link_id, target, tenant
select pg_advisory_xact_lock(hashtext('tieout.freeze'), hashtext(?));
update batch set attempts = least(attempts, 1) where id = ? and epoch = ? and lease_until is not null;
update batch set lease_until = null, last_error = ?, failures = 0, next_attempt_at = case when attempts = 0 then now() else now() + ? * interval '1 millisecond' end, attempts = greatest(attempts - ?, 0) where id = ? and epoch = ? and lease_until is not null;
update batch set lease_until = null, last_error = null, failures = 0, next_attempt_at = case when attempts = 0 then now() else now() + cast(? as bigint) * interval '1 millisecond' end where id = ? and epoch = ? and lease_until is not null;
update batch set next_attempt_at = now(), attempts = 0 where id = ?;
update load_number set last = last + 1 returning last;
update posting set reason = split_part(reason, '; waits for the end of', 1) || '; ' || ? where id = any(?) and state = 'MATCHED' and right(reason, length(?)) <> ?;
with before as ( select id, state from batch where id = ? and epoch = ? and lease_until is not null for update) update batch b set state = ?, reason = ?, version = b.version + 1, attempts = least(b.attempts, 1), done_at = case when ? = 'DONE' then now() end from before where b.id = before.id returning b.tenant, before.state;
with busy as ( select * from unnest(?::bigint[], ?::int[]) as t (connection_id, underway)), free as ( select c.id, ? - coalesce(busy.underway, 0) as room from connection c left join busy on busy.connection_id = c.id where c.enabled and c.stopped_at is null and coalesce(busy.underway, 0) < ? ), next as ( select id from ( select one.id, one.next_attempt_at, free.room, row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn from free cross join lateral ( select b.id, b.next_attempt_at from batch b where b.target = free.id and b.next_attempt_at <= now() and (b.lease_until is null or b.lease_until < now()) order by b.next_attempt_at, b.id limit ?) one) ranked where turn <= room order by turn, next_attempt_at, id limit ?), due as ( select id from batch where id in (select id from next) and next_attempt_at <= now() and (lease_until is null or lease_until < now()) for update skip locked) update batch b set lease_until = now() + ? * interval '1 millisecond', epoch = b.epoch + 1, attempts = b.attempts + 1 from due where b.id = due.id returning b.*; -- reads attempts, epoch, id, target
with free as ( select p.id, f.id as fact_id from posting p join fact f on f.id = p.fact_id where p.id = any(?) and p.state = 'MATCHED' and p.link_id = ? and p.target = ? and p.ledger = ? and p.accounting_date = ? and p.currency = ? and (p.effect <> 'APPLY' or exists (select 1 from posting r where r.fact_id = p.fact_id and r.link_id = p.link_id and r.effect = 'RECORD' and r.state = 'CONFIRMED')) and f.version = p.fact_version and not f.stale and (f.lease_until is null or f.lease_until < now()) order by p.id for update of p, f skip locked), taken as ( select id, fact_id from free where (select count(*) from free) >= ?), raised as ( update fact f set epoch = f.epoch + 1 from taken where f.id = taken.fact_id) select id from taken order by id;

-- io.tieout.store.batch.GroupSplits
insert into group_split (batch_id, group_id, moved, row_count, reason) values (?, ?, ?, ?, ?) on conflict do nothing;
select distinct new_group from group_split where batch_id = ? and state = 'DONE';
select s.*, b.tenant from group_split s join batch b on b.id = s.batch_id where s.batch_id = ? and s.state = 'INTENDED' order by s.id; -- reads batch_id, group_id, id, moved, reason, row_count, tenant
update group_split set state = ?, new_group = nullif(?, ''), outcome = ?, ended_at = now() where id = ? and state = 'INTENDED';

-- io.tieout.store.batch.ImportRuns
insert into import_run (batch_id, group_id, number) values (?, ?, ?) on conflict do nothing;
select *, extract(epoch from retry_at - now()) * 1000 as rest from import_run where batch_id = ? and group_id = ? order by number desc limit 1; -- reads number, outcome, request_id, rest
select count(*) from import_run where batch_id = ? and group_id = ? and submitted_at > coalesce(greatest( (select max(ended_at) from amendment where batch_id = ? and state = 'DONE'), (select max(ended_at) from group_split where batch_id = ? and state = 'DONE')), '-infinity');
select distinct group_id from import_run where batch_id = ? order by group_id;
update import_run set outcome = ? where batch_id = ? and group_id = ? and number = ? and outcome is null;
update import_run set parts = cast(? as jsonb) where batch_id = ? and group_id = ? and number = ? and outcome is null;
update import_run set request_id = ? where batch_id = ? and group_id = ? and number = ? and request_id is null;
update import_run set retry_at = now() + ? * interval '1 millisecond' where batch_id = ? and group_id = ? and number = ? and retry_at is null;

-- io.tieout.store.batch.Interruptions
update batch set epoch = epoch + 1, lease_until = null, next_attempt_at = now(), attempts = 0 where id = ?;

-- io.tieout.store.connection.ConnectionEntities
insert into connection (base_url,credential_names,credentials,credentials_version,enabled,last_success_at,name,settings,stopped_at,stopped_reason,system,tenant,version) values (?,?,?,?,?,?,?,cast(? as jsonb),?,?,?,?,?);
update connection ce1_0 set last_success_at=current_timestamp where ce1_0.id=?;
update connection ce1_0 set stopped_reason=?,stopped_at=current_timestamp where ce1_0.id=? and ce1_0.credentials_version=? and ce1_0.stopped_at is null;
update connection set base_url=?,credential_names=?,credentials=?,credentials_version=?,enabled=?,last_success_at=?,settings=cast(? as jsonb),stopped_at=?,stopped_reason=?,version=? where id=?;

-- io.tieout.store.connection.ConnectionRows
select ce1_0.id,ce1_0.base_url,ce1_0.credential_names,ce1_0.credentials,ce1_0.credentials_version,ce1_0.enabled,ce1_0.last_success_at,ce1_0.name,cast(ce1_0.settings as text),ce1_0.stopped_at,ce1_0.stopped_reason,ce1_0.system,ce1_0.tenant,ce1_0.version from connection ce1_0 where ce1_0.id=?;
select ce1_0.id,ce1_0.base_url,ce1_0.credential_names,ce1_0.credentials,ce1_0.credentials_version,ce1_0.enabled,ce1_0.last_success_at,ce1_0.name,cast(ce1_0.settings as text),ce1_0.stopped_at,ce1_0.stopped_reason,ce1_0.system,ce1_0.tenant,ce1_0.version from connection ce1_0 where ce1_0.name=? fetch first ? rows only;
select ce1_0.id,ce1_0.base_url,ce1_0.credential_names,ce1_0.credentials,ce1_0.credentials_version,ce1_0.enabled,ce1_0.last_success_at,ce1_0.name,cast(ce1_0.settings as text),ce1_0.stopped_at,ce1_0.stopped_reason,ce1_0.system,ce1_0.tenant,ce1_0.version from connection ce1_0 where ce1_0.name=? fetch first ? rows only for no key update of ce1_0;
select ce1_0.id,ce1_0.base_url,ce1_0.credential_names,ce1_0.credentials,ce1_0.credentials_version,ce1_0.enabled,ce1_0.last_success_at,ce1_0.name,cast(ce1_0.settings as text),ce1_0.stopped_at,ce1_0.stopped_reason,ce1_0.system,ce1_0.tenant,ce1_0.version from connection ce1_0 where ce1_0.tenant=? order by ce1_0.name;
select name from connection where system = ? and settings ->> 'account' = ? and settings ->> 'livemode' = ?;
select pg_advisory_xact_lock(hashtext('tieout.settings'));
update batch set next_attempt_at = now() where target = ? and next_attempt_at > now();
update event set next_attempt_at = now() where connection_id = ? and state = 'NEW' and next_attempt_at > now();
update fact set next_attempt_at = now() where connection_id = ? and next_attempt_at > now();

-- io.tieout.store.connection.CustomerMapRows
insert into customer_map (source, target, customer, account, account_number) values (?, ?, ?, ?, ?) on conflict (source, target, customer) do update set account = excluded.account, account_number = excluded.account_number, updated_at = now() where (customer_map.account, customer_map.account_number) is distinct from (excluded.account, excluded.account_number);
select customer_account from open_item where connection_id = ? and account_number = ? union select account from customer_map where target = ? and account_number = ? limit 2;
select mce1_0.source,mce1_0.target,mce1_0.customer,mce1_0.account,mce1_0.account_number from customer_map mce1_0 where mce1_0.source=? and mce1_0.target=? and mce1_0.customer>? order by mce1_0.customer offset ? rows fetch first ? rows only;

-- io.tieout.store.connection.InstallationRows
insert into installation (name) values (?) on conflict do nothing;
select name, incarnation from installation;

-- io.tieout.store.connection.LinkEntities
insert into link (enabled,flow,key,paused,settings,settings_hash,source,target,tenant,version) values (?,?,?,?,cast(? as jsonb),?,?,?,?,?);
select count(*) from link le1_0 where le1_0.source=? or le1_0.target=?;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.id=?;
update link set enabled=?,paused=?,settings=cast(? as jsonb),settings_hash=?,version=? where id=?;

-- io.tieout.store.connection.LinkRows
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.flow=? and le1_0.enabled and not(le1_0.paused) order by le1_0.id;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.id=?;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.key=? fetch first ? rows only;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.key=? fetch first ? rows only for no key update of le1_0;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.source=? and le1_0.flow=? order by le1_0.id;
select le1_0.id,le1_0.enabled,le1_0.flow,le1_0.key,le1_0.paused,cast(le1_0.settings as text),le1_0.settings_hash,le1_0.source,le1_0.target,le1_0.tenant,le1_0.version from link le1_0 where le1_0.tenant=? order by le1_0.key;

-- io.tieout.store.connection.MappedCustomerEntities
select mce1_0.source,mce1_0.target,mce1_0.customer,mce1_0.account,mce1_0.account_number from customer_map mce1_0 where (mce1_0.source,mce1_0.target,mce1_0.customer) in ((?,?,?));

-- io.tieout.store.fact.Facts
insert into event_fact (event, fact) values (?, ?) on conflict do nothing;
insert into fact (fact_key, tenant, connection_id, object_type, object_id, parent, snapshot, amount_minor, currency, occurred_at, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, now()) on conflict (fact_key) do nothing returning id;
select * from fact where id = ?; -- reads connection_id, first_seen_at, id, object_type, snapshot, tenant, version
select 1 from fact where id = ? and epoch = ? and lease_until is not null for update;
select failures from fact where id = ?;
select tenant from connection where id = ?;
select version from fact where fact_key = ?;
select version from fact where object_id = ? and object_type = ? and connection_id = ?;
update fact f set next_attempt_at = now(), recheck = true, attempts = 0 where f.id in (select p.fact_id from posting p where p.state = 'REVIEW' and not p.live and p.target = ? and p.ledger = ?);
update fact f set next_attempt_at = now(), recheck = true, attempts = 0 where f.tenant = (select tenant from link where id = ?) and f.connection_id = ? and f.occurred_at >= ? and not exists (select 1 from posting p where p.fact_id = f.id and p.link_id = ? and p.state not in ('WAITING', 'HELD'));
update fact set epoch = epoch + 1, lease_until = now() + ? * interval '1 millisecond', attempts = attempts + 1 where id = ? returning *; -- reads attempts, connection_id, epoch, fact_key, id, recheck, stale, version
update fact set lease_until = null, last_error = ?, failures = 0, recheck = recheck or ?, next_attempt_at = case when attempts = 0 then now() else now() + ? * interval '1 millisecond' end, attempts = greatest(attempts - ?, 0) where id = ? and epoch = ? and lease_until is not null;
update fact set lease_until = null, last_error = ?, failures = failures + 1, recheck = true, next_attempt_at = case when attempts = 0 then now() else now() + ? * interval '1 millisecond' end where id = ? and epoch = ? and lease_until is not null;
update fact set lease_until = null, last_error = null, failures = 0, stale = attempts = 0 or (version <> ? and stale), recheck = cast(? as bigint) is not null, attempts = case when cast(? as bigint) is null then 0 else attempts end, next_attempt_at = case when attempts = 0 or version <> ? then now() else now() + cast(? as bigint) * interval '1 millisecond' end where id = ? and epoch = ? and lease_until is not null;
update fact set next_attempt_at = now(), stale = true, attempts = 0 where id = ?;
update fact set snapshot = ?::jsonb, amount_minor = ?, currency = ?, stale = false, recheck = false, updated_at = now(), version = case when snapshot = ?::jsonb then version else version + 1 end, next_attempt_at = case when snapshot = ?::jsonb and not stale then next_attempt_at else now() end where fact_key = ? and version = ? returning id;
with busy as ( select * from unnest(?::bigint[], ?::int[]) as t (connection_id, underway)), free as ( select c.id, ? - coalesce(busy.underway, 0) as room from connection c left join busy on busy.connection_id = c.id where c.enabled and c.stopped_at is null and coalesce(busy.underway, 0) < ? and exists (select 1 from link l where l.source = c.id and l.enabled and not l.paused)), next as ( select id from ( select one.id, one.next_attempt_at, free.room, row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn from free cross join lateral ( select f.id, f.next_attempt_at from fact f where f.connection_id = free.id and f.next_attempt_at <= now() and (f.lease_until is null or f.lease_until < now()) order by f.next_attempt_at, f.id limit ?) one) ranked where turn <= room order by turn, next_attempt_at, id limit ?), due as ( select id from fact where id in (select id from next) and next_attempt_at <= now() and (lease_until is null or lease_until < now()) for update skip locked) update fact f set lease_until = now() + ? * interval '1 millisecond', epoch = f.epoch + 1, attempts = f.attempts + 1 from due where f.id = due.id returning f.*; -- reads attempts, connection_id, epoch, fact_key, id, recheck, stale, version

-- io.tieout.store.inbox.Doors
select id from connection where name = ? and system = ? and enabled;

-- io.tieout.store.inbox.InboxEvents
select distinct type from event where state = 'IGNORED' and reason = ?;
select e.state from event e join connection c on c.id = e.connection_id where e.id = ? and c.tenant = ?;
select failures from event where id = ?;
update event set lease_until = null, last_error = ?, failures = 0, next_attempt_at = now() + ? * interval '1 millisecond', attempts = attempts - ? where id = ? and epoch = ? and state = 'NEW';
update event set lease_until = null, last_error = ?, failures = failures + 1, next_attempt_at = now() + ? * interval '1 millisecond' where id = ? and epoch = ? and state = 'NEW';
update event set state = 'NEW', attempts = 0, failures = 0, next_attempt_at = now(), done_at = null where id = ? and state in ('IGNORED', 'DEAD');
update event set state = ?, reason = ?, lease_until = null, done_at = now() where id = ? and epoch = ? and state = 'NEW';
with busy as ( select * from unnest(?::bigint[], ?::int[]) as t (connection_id, underway)), free as ( select c.id, ? - coalesce(busy.underway, 0) as room from connection c left join busy on busy.connection_id = c.id where c.enabled and c.stopped_at is null and coalesce(busy.underway, 0) < ? and exists (select 1 from link l where l.source = c.id and l.enabled and not l.paused)), next as ( select id from ( select one.id, one.next_attempt_at, free.room, row_number() over (partition by free.id order by one.next_attempt_at, one.id) as turn from free cross join lateral ( select e.id, e.next_attempt_at from event e where e.connection_id = free.id and e.state = 'NEW' and e.next_attempt_at <= now() and (e.lease_until is null or e.lease_until < now()) order by e.next_attempt_at, e.id limit ?) one) ranked where turn <= room order by turn, next_attempt_at, id limit ?), due as ( select id from event where id in (select id from next) and state = 'NEW' and next_attempt_at <= now() and (lease_until is null or lease_until < now()) for update skip locked), taken as ( update event e set lease_until = now() + ? * interval '1 millisecond', epoch = e.epoch + 1, attempts = e.attempts + 1 from due where e.id = due.id returning e.*) select taken.*, p.payload from taken join event_payload p on p.event = taken.id and p.received_at = taken.received_at order by taken.id; -- reads attempts, connection_id, created, epoch, event_id, id, payload, type
with input as ( select * from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::bytea[]) as t(connection_id, event_id, type, created, origin, payload)), fresh as ( insert into event_seen (connection_id, event_id) select connection_id, event_id from input order by connection_id, event_id on conflict do nothing returning connection_id, event_id), added as ( insert into event (connection_id, event_id, type, created, origin) select connection_id, event_id, type, created, origin from input join fresh using (connection_id, event_id) returning id, connection_id, event_id, received_at) insert into event_payload (event, received_at, payload) select id, received_at, payload from added join input using (connection_id, event_id);

-- io.tieout.store.inbox.PayloadMonths
select event_payload_months(?);
select exists (select 1 from event_payload_default);

-- io.tieout.store.item.CustomerAccounts
select customer_account, account_number from open_item where connection_id = ? and (account_number = ? or (customer_account = ? and open)) and (customer_account, account_number) <> (?, ?) group by customer_account, account_number order by customer_account limit ?;
select exists (select 1 from open_item where connection_id = ? and open and customer_account = ? and account_number = ?);

-- io.tieout.store.item.LedgerPeriods
insert into ledger_period (connection_id, ledger, name, start_date, end_date, open, adjusting, seen_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (connection_id, ledger, name) do update set start_date = excluded.start_date, end_date = excluded.end_date, open = excluded.open, adjusting = excluded.adjusting, seen_at = excluded.seen_at where ledger_period.seen_at <= excluded.seen_at;
insert into ledger_period (connection_id, ledger, name, start_date, end_date, open, adjusting, seen_at, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, case when ? and not ? then ?::timestamptz end) on conflict (connection_id, ledger, name) do update set start_date = excluded.start_date, end_date = excluded.end_date, open = excluded.open, adjusting = excluded.adjusting, seen_at = excluded.seen_at, opened_at = case when excluded.open and not ledger_period.open then excluded.seen_at else ledger_period.opened_at end where ledger_period.seen_at <= excluded.seen_at;
select * from ledger_period where connection_id = ? and ledger = ?; -- reads adjusting, end_date, name, open, start_date
select exists (select 1 from ledger_period where connection_id = ? and ledger = ? and open and opened_at >= ?);
select max(seen_at) from ledger_period where connection_id = ? and ledger = ? having count(*) > 0;

-- io.tieout.store.item.OpenItemRows
insert into open_item (connection_id, item_id, entity, customer_account, account_number, customer_name, number, transaction, kind, original_minor, remaining_minor, disputed_minor, currency, selected, instalment, due, open, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (connection_id, item_id) do update set entity = excluded.entity, customer_account = excluded.customer_account, account_number = excluded.account_number, customer_name = excluded.customer_name, number = excluded.number, transaction = excluded.transaction, kind = excluded.kind, original_minor = excluded.original_minor, remaining_minor = excluded.remaining_minor, disputed_minor = excluded.disputed_minor, currency = excluded.currency, selected = excluded.selected, instalment = excluded.instalment, due = excluded.due, open = excluded.open, asked_at = excluded.asked_at where open_item.asked_at <= excluded.asked_at;
select i.*, i.remaining_minor - t.reserved - case when i.remaining_minor < 0 then -1 else 1 end * greatest(0, t.settled - greatest(0, t.remaining_then - abs(i.remaining_minor))) as available_minor from (select * from open_item where connection_id = ? and customer_account = ? and open order by (currency = ? and entity = any(?)) desc, remaining_minor = ? desc, due, item_id limit ?) i cross join lateral ( select coalesce(sum(a.amount_minor) filter ( where p.state in ('MATCHED', 'SENDING', 'SENT', 'GONE') or (p.state = 'REVIEW' and p.live)), 0) as reserved, coalesce(sum(abs(a.amount_minor)) filter (where p.state = 'CONFIRMED'), 0) as settled, coalesce(max(abs(a.item_remaining_minor)) filter (where p.state = 'CONFIRMED'), 0) as remaining_then from allocation a join posting p on p.id = a.posting_id where a.target = i.connection_id and a.item_id = i.item_id and p.id <> ? and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) t; -- reads account_number, available_minor, currency, customer_account, customer_name, disputed_minor, due, entity, instalment, item_id, kind, number, open, original_minor, remaining_minor, selected, transaction
select i.*, i.remaining_minor - t.reserved - case when i.remaining_minor < 0 then -1 else 1 end * greatest(0, t.settled - greatest(0, t.remaining_then - abs(i.remaining_minor))) as available_minor from (select * from open_item where connection_id = ? and item_id = any(?)) i cross join lateral ( select coalesce(sum(a.amount_minor) filter ( where p.state in ('MATCHED', 'SENDING', 'SENT', 'GONE') or (p.state = 'REVIEW' and p.live)), 0) as reserved, coalesce(sum(abs(a.amount_minor)) filter (where p.state = 'CONFIRMED'), 0) as settled, coalesce(max(abs(a.item_remaining_minor)) filter (where p.state = 'CONFIRMED'), 0) as remaining_then from allocation a join posting p on p.id = a.posting_id where a.target = i.connection_id and a.item_id = i.item_id and p.id <> ? and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) t; -- reads account_number, available_minor, currency, customer_account, customer_name, disputed_minor, due, entity, instalment, item_id, kind, number, open, original_minor, remaining_minor, selected, transaction
select i.*, i.remaining_minor - t.reserved - case when i.remaining_minor < 0 then -1 else 1 end * greatest(0, t.settled - greatest(0, t.remaining_then - abs(i.remaining_minor))) as available_minor from (select * from open_item where connection_id = ? and upper(number) = any(?) order by open desc, item_id limit ?) i cross join lateral ( select coalesce(sum(a.amount_minor) filter ( where p.state in ('MATCHED', 'SENDING', 'SENT', 'GONE') or (p.state = 'REVIEW' and p.live)), 0) as reserved, coalesce(sum(abs(a.amount_minor)) filter (where p.state = 'CONFIRMED'), 0) as settled, coalesce(max(abs(a.item_remaining_minor)) filter (where p.state = 'CONFIRMED'), 0) as remaining_then from allocation a join posting p on p.id = a.posting_id where a.target = i.connection_id and a.item_id = i.item_id and p.id <> ? and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) t; -- reads account_number, available_minor, currency, customer_account, customer_name, disputed_minor, due, entity, instalment, item_id, kind, number, open, original_minor, remaining_minor, selected, transaction
select i.*, i.remaining_minor - t.reserved - o.reserved - case when i.remaining_minor < 0 then -1 else 1 end * greatest(0, t.settled - greatest(0, t.remaining_then - abs(i.remaining_minor))) as available_minor from (select * from open_item where connection_id = ? and item_id = any(?)) i cross join lateral ( select coalesce(sum(a.amount_minor) filter ( where p.state in ('MATCHED', 'SENDING', 'SENT', 'GONE') or (p.state = 'REVIEW' and p.live)), 0) as reserved, coalesce(sum(abs(a.amount_minor)) filter (where p.state = 'CONFIRMED'), 0) as settled, coalesce(max(abs(a.item_remaining_minor)) filter (where p.state = 'CONFIRMED'), 0) as remaining_then from allocation a join posting p on p.id = a.posting_id where a.target = i.connection_id and a.item_id = i.item_id and p.id <> ? and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) t cross join lateral ( select coalesce(sum(a.amount_minor), 0) as reserved from adopted_item a where a.target = i.connection_id and a.item_id = i.item_id and i.remaining_minor <> 0 and (a.amount_minor < 0) = (i.remaining_minor < 0)) o; -- reads account_number, available_minor, currency, customer_account, customer_name, disputed_minor, due, entity, instalment, item_id, kind, number, open, original_minor, remaining_minor, selected, transaction
select item_id from open_item i where (connection_id, item_id) in (select target, item_id from allocation where posting_id = any(?)) order by item_id for update of i;
select item_id from open_item where connection_id = ? and item_id = any(?) order by item_id for update;
select item_number from allocation where target = ? and settled_again_at > now() - ? * interval '1 second' order by settled_again_at desc, item_number limit 100;
update allocation a set item_remaining_minor = i.remaining_minor from open_item i where a.posting_id = ? and i.connection_id = a.target and i.item_id = a.item_id;
update allocation a set settled_again_at = now() from posting p, open_item i where a.target = ? and a.item_id = any(?) and a.settled_again_at is null and p.id = a.posting_id and p.state = 'CONFIRMED' and i.connection_id = a.target and i.item_id = a.item_id and case when a.amount_minor < 0 then a.item_remaining_minor < i.remaining_minor else a.item_remaining_minor > i.remaining_minor end;
update open_item set open = false, asked_at = ? where connection_id = ? and item_id = any(?) and asked_at <= ?;

-- io.tieout.store.keys.ProcessKeyRows
delete from process_key where process = ?;
delete from process_key where seen_at < now() - interval '1 day';
insert into process_key (process, host, keys, primary_key) values (?, ?, ?, ?) on conflict (process) do update set keys = excluded.keys, primary_key = excluded.primary_key, seen_at = now();

-- io.tieout.store.lease.LeaseRows
update batch set lease_until = now() + ? * interval '1 millisecond' where id = ? and epoch = ? and lease_until is not null;
update event set lease_until = now() + ? * interval '1 millisecond' where id = ? and epoch = ? and lease_until is not null;

-- io.tieout.store.limit.LimitRows
delete from call_slot where connection_id = ? and bucket = ? and holder = ? and slot = any(?);
insert into rate_slice as held (connection_id, bucket, second, used, granted) select ?, ?, floor(extract(epoch from clock_timestamp()))::bigint, calls, calls from (select least(?::int, ?::int) as calls) as wanted on conflict (connection_id, bucket) do update set second = case when held.second between excluded.second and excluded.second + 10 then held.second else excluded.second end, used = case when held.second between excluded.second and excluded.second + 10 then held.used + greatest(0, least(?, ? - held.used)) else excluded.used end, granted = case when held.second between excluded.second and excluded.second + 10 then greatest(0, least(?, ? - held.used)) else excluded.granted end returning held.granted, ((held.second + 1 - extract(epoch from clock_timestamp())) * 1000000)::bigint as micros_left; -- reads granted, micros_left
update call_slot set lease_until = clock_timestamp() + ? * interval '1 millisecond' where connection_id = ? and bucket = ? and holder = ? and slot = any(?) returning slot;
with free as ( select slot from generate_series(0, ?::int - 1) as slot where not exists ( select from call_slot as held where held.connection_id = ? and held.bucket = ? and held.slot = slot.slot and held.lease_until >= clock_timestamp())), taken as ( insert into call_slot as held (connection_id, bucket, slot, holder, lease_until) select ?, ?, slot, ?, clock_timestamp() + ? * interval '1 millisecond' from free order by random() limit 1 on conflict (connection_id, bucket, slot) do update set holder = excluded.holder, lease_until = excluded.lease_until where held.lease_until < clock_timestamp() returning held.slot) select (select count(*) from free) as free, (select slot from taken) as slot; -- reads free, slot

-- io.tieout.store.posting.Accepted
delete from allocation where posting_id = ? and not item_id = any(?);
insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency, item_remaining_minor) values (?, ?, ?, ?, ?, ?, ?) on conflict (posting_id, item_id) do update set amount_minor = excluded.amount_minor;
update posting set accepted = ?, accounting_date = coalesce(cast(? as date), accounting_date), original_date = case when cast(? as date) <> accounting_date then coalesce(original_date, accounting_date) else original_date end where id = ?;

-- io.tieout.store.posting.Allocations
delete from allocation where posting_id = ?;
insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency, item_remaining_minor) values (?, ?, ?, ?, ?, ?, ?);
select item_id, amount_minor, currency from allocation where posting_id = ?;

-- io.tieout.store.posting.Closures
delete from closure where posting_id = ? and afterwards = ? and reason = ?;
insert into closure (posting_id, afterwards, actor, reason) values (?, ?, ?, ?) on conflict (posting_id) do update set afterwards = excluded.afterwards, actor = excluded.actor, reason = excluded.reason, asked_at = now();
select * from closure where posting_id = ?; -- reads actor, afterwards, posting_id, reason
select * from closure where posting_id in (select id from posting where batch_id = ?) order by posting_id; -- reads actor, afterwards, posting_id, reason

-- io.tieout.store.posting.Generations
insert into allocation (posting_id, target, item_id, item_number, amount_minor, currency, item_remaining_minor) select later.id, a.target, a.item_id, a.item_number, a.amount_minor, a.currency, coalesce(i.remaining_minor, a.item_remaining_minor) from allocation a join posting later on later.reference = ? left join open_item i on i.connection_id = a.target and i.item_id = a.item_id where a.posting_id = ?;
insert into decision (posting_id, answer, stands, actor, reason, choice, released, day, posting_version, fact_version, decided_at) select ?, answer, stands, actor, reason, choice, released, day, ?, fact_version, decided_at from decision where posting_id = ? and stands and voided_at is null;
insert into posting (tenant, fact_id, link_id, target, ledger, effect, generation, posting_key, reference, state, reason, amount_minor, currency, fact_version, accounting_date, original_date, journal, settings_version, settings_hash, routes_hash) select tenant, fact_id, link_id, target, ledger, effect, ?, ?, ?, 'WAITING', 'posted again', amount_minor, currency, fact_version, accounting_date, original_date, cast(? as jsonb), settings_version, settings_hash, routes_hash from posting where id = ?;
select ledger, effect, generation, not superseded as latest from posting where id = ?;
update posting set superseded = true where id = ?;

-- io.tieout.store.posting.PostingRows
select * from posting where batch_id = ? order by reference; -- reads accepted, accounting_date, amount_minor, batch_id, closed_at, currency, effect, fact_id, fact_version, id, journal, link_id, live, reason, reference, settings_hash, state, target, tenant, version, waiting_since
select * from posting where fact_id = ? and link_id = ? and effect = ? order by generation desc limit 1; -- reads accepted, accounting_date, amount_minor, batch_id, closed_at, currency, effect, fact_id, fact_version, id, journal, link_id, live, reason, reference, settings_hash, state, target, tenant, version, waiting_since
select * from posting where fact_id = ? order by id; -- reads accepted, accounting_date, amount_minor, batch_id, closed_at, currency, effect, fact_id, fact_version, id, journal, link_id, live, reason, reference, settings_hash, state, target, tenant, version, waiting_since
select * from posting where id = ? and tenant = ? for update; -- reads accepted, accounting_date, amount_minor, batch_id, closed_at, currency, effect, fact_id, fact_version, id, journal, link_id, live, reason, reference, settings_hash, state, target, tenant, version, waiting_since
select * from posting where id = any(?) order by reference; -- reads accepted, accounting_date, amount_minor, batch_id, closed_at, currency, effect, fact_id, fact_version, id, journal, link_id, live, reason, reference, settings_hash, state, target, tenant, version, waiting_since
select exists (select 1 from posting where link_id = ?);

-- io.tieout.store.posting.Postings
insert into posting (tenant, fact_id, link_id, target, ledger, effect, generation, posting_key, reference, state, reason, amount_minor, currency, fact_version, settings_version, settings_hash, routes_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 'new', ?, ?, ?, ?, ?, ?) on conflict (posting_key) do nothing;
select exists (select 1 from posting where id = ? and version = ? and state = ? and state = ? and not live and reason = ? and amount_minor = ? and currency = ? and fact_version = ? and settings_hash = ? and evidence is not distinct from ?::jsonb);
update posting set batch_id = ? where id = ?;
update posting set flag = ? where id = ? and flag is distinct from ?;
update posting set group_id = ? where reference = ? and group_id is distinct from ?;
update posting set reason = ? where id = ? and version = ?;
update posting set state = ?, live = ?, reason = ?, version = version + 1, amount_minor = ?, currency = ?, accounting_date = ?, original_date = ?, journal = ?::jsonb, evidence = ?::jsonb, fact_version = ?, settings_version = ?, settings_hash = ?, routes_hash = ?, updated_at = case when state = 'MATCHED' and ? = 'MATCHED' then updated_at else now() end, waiting_since = case when ? = 'WAITING' then coalesce(waiting_since, now()) end where id = ? and version = ? and state = ?;
update posting set state = ?, live = ?, reason = ?, version = version + 1, closed_at = case when ? then coalesce(closed_at, now()) end, updated_at = now() where id = ? and version = ? and state = ?;
update posting set version = version + 1 where id = ? and version = ?;

-- io.tieout.store.report.CompletenessRows
insert into completeness_report (tenant, link_id, day, zone, differences, sha256, bytes) values (?, ?, ?, ?, ?, ?, ?) on conflict (link_id, day) do nothing returning id;
select currency, object_type as kind, count(*) as count, sum(amount_minor)::bigint as amount from fact where connection_id = ? and tenant = ? and occurred_at < ? and first_seen_at >= ?::timestamptz - interval '1 day' and (first_seen_at >= ? or xid < pg_snapshot_xmax(pg_current_snapshot()) and not pg_visible_in_snapshot(xid, ?::pg_snapshot)) group by currency, object_type order by currency, object_type; -- reads amount, count, currency, kind
select l.*, coalesce(l.settings ->> 'zone', 'UTC') as zone, r.day, r.frozen_at, r.snapshot::text from link l left join lateral (select day, frozen_at, snapshot from completeness_report r where r.link_id = l.id order by r.day desc limit 1) r on true order by l.id; -- reads created_at, day, flow, frozen_at, id, key, snapshot, source, tenant, zone
select l.*, coalesce(l.settings ->> 'zone', 'UTC') as zone, r.day, r.frozen_at, r.snapshot::text from link l left join lateral (select day, frozen_at, snapshot from completeness_report r where r.link_id = l.id order by r.day desc limit 1) r on true where l.id = ?; -- reads created_at, day, flow, frozen_at, id, key, snapshot, source, tenant, zone
select pg_try_advisory_xact_lock(hashtext('tieout.completeness_report'), hashtext(?::text));
select state, count(*) as count from event where connection_id = ? and received_at >= ? and received_at < ? group by state order by state; -- reads count, state
with day as ( select f.id, f.object_type as kind, f.currency, f.amount_minor from fact f where f.connection_id = ? and f.tenant = ? and f.occurred_at >= ? and f.occurred_at < ?), effects as ( select day.kind, p.currency, p.effect, p.state, p.amount_minor, p.journal, p.accepted, row_number() over (partition by p.fact_id, p.effect order by p.generation desc) as age, min(p.id) over (partition by p.fact_id, p.effect) = min(p.id) over (partition by p.fact_id) as first from day join posting p on p.fact_id = day.id and p.link_id = ?) , line as ( select kind, journal -> 'lines' -> 0 -> 'amount' as amount from effects where age = 1 and first and state = 'CONFIRMED' and accepted is null) select amount ->> 'currency' as currency, kind, count(*) as count, sum((amount ->> 'minorUnits')::bigint)::bigint as amount from line where amount is not null group by 1, 2 order by 1, 2; -- reads amount, count, currency, kind
with day as ( select f.id, f.object_type as kind, f.currency, f.amount_minor from fact f where f.connection_id = ? and f.tenant = ? and f.occurred_at >= ? and f.occurred_at < ?), effects as ( select day.kind, p.currency, p.effect, p.state, p.amount_minor, p.journal, p.accepted, row_number() over (partition by p.fact_id, p.effect order by p.generation desc) as age, min(p.id) over (partition by p.fact_id, p.effect) = min(p.id) over (partition by p.fact_id) as first from day join posting p on p.fact_id = day.id and p.link_id = ?) select currency, kind, count(*) as count, sum(amount_minor)::bigint as amount from day group by currency, kind order by currency, kind; -- reads amount, count, currency, kind
with day as ( select f.id, f.object_type as kind, f.currency, f.amount_minor from fact f where f.connection_id = ? and f.tenant = ? and f.occurred_at >= ? and f.occurred_at < ?), effects as ( select day.kind, p.currency, p.effect, p.state, p.amount_minor, p.journal, p.accepted, row_number() over (partition by p.fact_id, p.effect order by p.generation desc) as age, min(p.id) over (partition by p.fact_id, p.effect) = min(p.id) over (partition by p.fact_id) as first from day join posting p on p.fact_id = day.id and p.link_id = ?) select currency, kind, count(*) as count, sum(amount_minor)::bigint as amount from effects where age = 1 and first and state = 'CONFIRMED' and accepted is not null group by currency, kind order by currency, kind; -- reads amount, count, currency, kind
with day as ( select f.id, f.object_type as kind, f.currency, f.amount_minor from fact f where f.connection_id = ? and f.tenant = ? and f.occurred_at >= ? and f.occurred_at < ?), effects as ( select day.kind, p.currency, p.effect, p.state, p.amount_minor, p.journal, p.accepted, row_number() over (partition by p.fact_id, p.effect order by p.generation desc) as age, min(p.id) over (partition by p.fact_id, p.effect) = min(p.id) over (partition by p.fact_id) as first from day join posting p on p.fact_id = day.id and p.link_id = ?) select currency, kind, effect, first, state, count(*) as count, sum(amount_minor)::bigint as amount from effects where age = 1 group by currency, kind, effect, first, state order by currency, kind, first desc, effect, state; -- reads amount, count, currency, effect, first, kind, state

-- io.tieout.store.restore.AdoptedRows
delete from adopted_item where reference = ?;
insert into adopted (reference, target, closed, stage, content, group_id, load_incarnation, load_number, journal, accounting_date, batch_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (reference) do update set closed = excluded.closed, stage = excluded.stage, content = excluded.content, group_id = excluded.group_id, journal = excluded.journal, accounting_date = excluded.accounting_date where adopted.posting_id is null;
insert into adopted_item (target, item_id, reference, amount_minor, currency) values (?, ?, ?, ?, ?) on conflict (target, item_id, reference) do update set amount_minor = excluded.amount_minor, currency = excluded.currency;
select * from adopted where reference = ? and posting_id is null for update; -- reads accounting_date, batch_id, closed, content, group_id, journal, reference, stage
select count(*) from adopted where posting_id is null and not closed and target = any(?);
select pg_advisory_xact_lock(hashtext('tieout.adopted'), hashtext(?::text));
update adopted set posting_id = ? where reference = ?;

-- io.tieout.store.review.DecisionRows
insert into decision (posting_id, answer, stands, actor, reason, choice, released, day, posting_version, fact_version) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) returning id;
select * from decision where posting_id = ? order by id; -- reads actor, answer, choice, day, decided_at, fact_version, id, posting_id, posting_version, reason, released, voided_at, voided_by, voided_reason
update decision set voided_at = now(), voided_by = ?, voided_reason = ? where posting_id = ? and stands and voided_at is null and answer = any(?);

-- io.tieout.store.view.AuditQueries
select * from ( (select * from audit_entry where fact_id = ? and tenant = ? order by id desc limit ?) union (select a.* from audit_entry a join ( select distinct batch_id from audit_entry where fact_id = ? and batch_id is not null) b on b.batch_id = a.batch_id where a.fact_id is null and a.tenant = ? order by a.id desc limit ?)) t order by id; -- reads action, actor, at, batch_id, detail, id, posting_id
select * from (select * from audit_entry where batch_id = ? and tenant = ? order by id desc limit ?) t order by id; -- reads action, actor, at, batch_id, detail, id, posting_id

-- io.tieout.store.view.BatchDetails
select * from group_split where batch_id = ? order by id;
select a.* from allocation a join posting p on p.id = a.posting_id where p.batch_id = ? order by a.posting_id, a.item_number; -- reads amount_minor, currency, item_number, posting_id
select a.*, p.reference from amendment a join posting p on p.id = a.posting_id where a.batch_id = ? order by a.id; -- reads accounting_date, actor, bytes, content, from_content, id, journal, outcome, reason, reference, state
select p.id, p.version, p.closed_at, c.afterwards from posting p left join closure c on c.posting_id = p.id where p.batch_id = ?;

-- io.tieout.store.view.BatchLists
select b.*, c.name as target_name, p.link_key, p.total, p.states from batch b join connection c on c.id = b.target left join lateral ( select min(link_key) as link_key, sum(total) as total, jsonb_object_agg(state, number) as states from (select l.key as link_key, p.state, sum(p.amount_minor) as total, count(*) as number from posting p join link l on l.id = p.link_id where p.batch_id = b.id group by l.key, p.state) by_state) p on true where b.tenant = ? and b.id < ? and (cast(? as text) is null or b.state = ?) and (cast(? as date) is null or b.accounting_date = ?) and (cast(? as text) is null or p.link_key = ?) order by b.id desc limit ?; -- reads accounting_date, currency, frozen_at, id, last_error, link_key, number, reason, state, states, target_name, total

-- io.tieout.store.view.BatchQueries
select * from import_run where batch_id = ? order by submitted_at, group_id, number; -- reads group_id, number, outcome, parts, request_id, submitted_at
select b.id, b.ledger, b.accounting_date, b.incarnation, b.number, b.request_key, b.state, b.reason, b.last_error, b.frozen_at, b.next_attempt_at, b.done_at, c.name as target_name from batch b join connection c on c.id = b.target where b.id = ? and b.tenant = ?;

-- io.tieout.store.view.CutOffQueries
select * from (select p.*, f.object_id, coalesce((f.snapshot #>> '{balanceEntry,created}')::timestamptz, f.occurred_at) as booked from posting p join fact f on f.id = p.fact_id where p.link_id = ? and p.state not in ('CONFIRMED', 'IGNORED', 'REVERSED') and not p.superseded) u where (accounting_date <= ? or accounting_date is null and booked < ?) and id < ? order by id desc limit ?; -- reads accounting_date, amount_minor, batch_id, booked, currency, effect, fact_id, id, live, object_id, reason, reference, state
select * from (select p.*, f.object_id, coalesce((f.snapshot #>> '{balanceEntry,created}')::timestamptz, f.occurred_at) as booked from posting p join fact f on f.id = p.fact_id where p.link_id = ? and p.state not in ('CONFIRMED', 'IGNORED', 'REVERSED') and not p.superseded) u where (accounting_date <= ? or accounting_date is null and booked < ?) order by id; -- reads accounting_date, amount_minor, batch_id, booked, currency, effect, fact_id, id, live, object_id, reason, reference, state
select effect, state, live, currency, count(*) as count, sum(amount_minor)::bigint as amount_minor from (select p.*, f.object_id, coalesce((f.snapshot #>> '{balanceEntry,created}')::timestamptz, f.occurred_at) as booked from posting p join fact f on f.id = p.fact_id where p.link_id = ? and p.state not in ('CONFIRMED', 'IGNORED', 'REVERSED') and not p.superseded) u where (accounting_date <= ? or accounting_date is null and booked < ?) group by effect, state, live, currency order by effect = 'APPLY', effect, array_position(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'HELD', 'REVIEW', 'GONE', 'DEAD'], state), live, currency; -- reads amount_minor, count, currency, effect, live, state
select now();

-- io.tieout.store.view.EventQueries
select e.*, c.name as connection_name from connection c cross join lateral ( select * from event where connection_id = c.id and state = 'DEAD' and id < ? order by id desc limit ?) e where c.tenant = ? order by e.id desc limit ?; -- reads connection_name, created, event_id, id, last_error, origin, reason, received_at, state, type
select e.*, c.name as connection_name from connection c cross join lateral ( select * from event where connection_id = c.id and state = 'IGNORED' and id < ? order by id desc limit ?) e where c.tenant = ? order by e.id desc limit ?; -- reads connection_name, created, event_id, id, last_error, origin, reason, received_at, state, type
select e.*, c.name as connection_name from event_fact x join event e on e.id = x.event join connection c on c.id = e.connection_id where x.fact = ? order by e.id limit 200; -- reads connection_name, created, event_id, id, last_error, origin, reason, received_at, state, type

-- io.tieout.store.view.FactQueries
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id = ? and f.tenant = ?; -- reads amount_minor, connection_name, currency, first_seen_at, id, last_error, next_attempt_at, object_id, object_type, occurred_at, parent, version
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id in (select distinct p.fact_id from posting p where p.tenant = ? and (?::text is null or p.state = ?) and (?::text is null or p.link_id = (select id from link where key = ? and tenant = ?)) and p.fact_id < ? order by p.fact_id desc limit ?) order by f.id desc limit ?; -- reads amount_minor, connection_name, currency, first_seen_at, id, last_error, next_attempt_at, object_id, object_type, occurred_at, parent, version
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id in (select id from (select id from fact where object_id = ? and tenant = ? union select id from fact where snapshot ->> 'paymentIntent' = ? and tenant = ? union select f.id from event e join event_fact x on x.event = e.id join fact f on f.id = x.fact where e.event_id = ? and f.tenant = ? union select fact_id from posting where reference = upper(?) and tenant = ? union select p.fact_id from allocation a join posting p on p.id = a.posting_id where upper(a.item_number) = upper(?) and p.tenant = ?) t where id < ? and exists (select 1 from posting p where p.fact_id = t.id and p.tenant = ? and (?::text is null or p.state = ?) and (?::text is null or p.link_id = (select id from link where key = ? and tenant = ?))) order by id desc limit ?) order by f.id desc limit ?; -- reads amount_minor, connection_name, currency, first_seen_at, id, last_error, next_attempt_at, object_id, object_type, occurred_at, parent, version
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id in (select id from (select id from fact where object_id = ? and tenant = ? union select id from fact where snapshot ->> 'paymentIntent' = ? and tenant = ? union select f.id from event e join event_fact x on x.event = e.id join fact f on f.id = x.fact where e.event_id = ? and f.tenant = ? union select fact_id from posting where reference = upper(?) and tenant = ? union select p.fact_id from allocation a join posting p on p.id = a.posting_id where upper(a.item_number) = upper(?) and p.tenant = ?) t where id < ? order by id desc limit ?) order by f.id desc limit ?;
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id in (select id from (select id from fact where object_id = ? and tenant = ? union select id from fact where snapshot ->> 'paymentIntent' = ? and tenant = ? union select f.id from event e join event_fact x on x.event = e.id join fact f on f.id = x.fact where e.event_id = ? and f.tenant = ?) t where id < ? order by id desc limit ?) order by f.id desc limit ?; -- reads amount_minor, connection_name, currency, first_seen_at, id, last_error, next_attempt_at, object_id, object_type, occurred_at, parent, version
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.id in (select id from fact where tenant = ? and id < ? order by id desc limit ?) order by f.id desc limit ?; -- reads amount_minor, connection_name, currency, first_seen_at, id, last_error, next_attempt_at, object_id, object_type, occurred_at, parent, version
select f.*, c.name as connection_name from fact f join connection c on c.id = f.connection_id where f.parent = ? order by f.id;

-- io.tieout.store.view.OverviewQueries
select 'NEW' as state, count(*) as count from event e join connection c on c.id = e.connection_id where c.tenant = ? and e.state = 'NEW' union all select 'IGNORED', count(*) from event e join connection c on c.id = e.connection_id where c.tenant = ? and e.state = 'IGNORED' union all select 'DEAD', count(*) from event e join connection c on c.id = e.connection_id where c.tenant = ? and e.state = 'DEAD'; -- reads count, state
select state, currency, count(*) as count, sum(amount_minor)::bigint as amount from posting where tenant = ? and (effect = 'APPLY') = ? and not superseded group by state, currency order by array_position(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'CONFIRMED', 'HELD', 'REVIEW', 'GONE', 'DEAD', 'IGNORED', 'REVERSED'], state), currency; -- reads amount, count, currency, state

-- io.tieout.store.view.PostingQueries
select * from allocation where posting_id = ? order by item_number; -- reads amount_minor, currency, item_id, item_number, item_remaining_minor
select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where p.batch_id = ? order by p.reference; -- reads accounting_date, amount_minor, batch_id, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where p.fact_id = ? order by p.id; -- reads accounting_date, amount_minor, batch_id, currency, effect, evidence, fact_id, flag, generation, group_id, id, journal, link_key, live, original_date, reason, reference, routes_hash, settings_hash, settings_version, state, updated_at, version
select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where p.fact_id = any(?) order by p.fact_id, p.id; -- reads accounting_date, amount_minor, batch_id, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where p.id = ? and p.tenant = ?; -- reads accounting_date, amount_minor, batch_id, currency, effect, evidence, fact_id, flag, generation, group_id, id, journal, link_key, live, original_date, reason, reference, routes_hash, settings_hash, settings_version, state, updated_at, version
select p.*, l.key as link_key from posting p join link l on l.id = p.link_id where p.tenant = ? and p.state = ? and (p.fact_id, p.id) < (coalesce((select fact_id from posting where id = ?), ?), ?) order by p.fact_id desc, p.id desc limit ?; -- reads accounting_date, amount_minor, batch_id, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, original_date, reason, reference, state, updated_at, version

-- io.tieout.store.view.ReportQueries
select r.id, l.key, r.day, r.zone, r.differences, r.sha256, r.frozen_at, convert_from(r.bytes, 'UTF8') as text from completeness_report r join link l on l.id = r.link_id where r.tenant = ? and r.id < ? and (?::text is null or l.key = ?) and (?::date is null or r.day = ?) order by r.id desc limit ?;
select r.id, l.key, r.day, r.zone, r.differences, r.sha256, r.frozen_at, convert_from(r.bytes, 'UTF8') as text from completeness_report r join link l on l.id = r.link_id where r.tenant = ? and r.id = ?;

-- io.tieout.store.view.ReviewQueries
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'GONE' and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'HELD' and p.effect <> 'APPLY' and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'REVIEW' and not p.live and p.effect <> 'APPLY' and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'REVIEW' and p.live and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state in ('REVIEW', 'GONE') and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.*, l.key as link_key, f.object_type, f.object_id, f.occurred_at from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state in ('REVIEW', 'HELD') and not p.live and p.effect = 'APPLY' and p.id > ? order by p.id limit ?; -- reads accounting_date, amount_minor, batch_id, created_at, currency, effect, fact_id, flag, generation, group_id, id, link_key, live, object_id, object_type, occurred_at, original_date, reason, reference, state, updated_at, version
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'GONE' group by p.currency order by p.currency; -- reads amount, count, currency
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'HELD' and p.effect <> 'APPLY' group by p.currency order by p.currency; -- reads amount, count, currency
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'REVIEW' and not p.live and p.effect <> 'APPLY' group by p.currency order by p.currency; -- reads amount, count, currency
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state = 'REVIEW' and p.live group by p.currency order by p.currency; -- reads amount, count, currency
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state in ('REVIEW', 'GONE') group by p.currency order by p.currency; -- reads amount, count, currency
select p.currency, count(*) as count, sum(p.amount_minor)::bigint as amount from posting p join link l on l.id = p.link_id join fact f on f.id = p.fact_id where p.tenant = ? and p.state in ('REVIEW', 'GONE', 'HELD') and (?::text is null or l.key = ?) and (?::text is null or p.currency = ?) and (?::bigint is null or p.created_at <= now() - ? * interval '1 millisecond') and p.state in ('REVIEW', 'HELD') and not p.live and p.effect = 'APPLY' group by p.currency order by p.currency; -- reads amount, count, currency

-- io.tieout.store.view.WorkLeftQueries
select 'QUESTION' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and p.state = 'REVIEW' and not p.live and p.effect <> 'APPLY' union all select 'ON_ACCOUNT' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and p.state in ('REVIEW', 'HELD') and not p.live and p.effect = 'APPLY' union all select 'HELD' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and p.state = 'HELD' and p.effect <> 'APPLY' union all select 'LIVE' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and p.state = 'REVIEW' and p.live union all select 'GONE' as kind, count(*) as open, coalesce(extract(epoch from now() - min(p.created_at)), 0)::bigint as seconds from posting p where p.state in ('REVIEW', 'GONE', 'HELD') and p.state = 'GONE'; -- reads kind, open, seconds
select name, due, coalesce(extract(epoch from now() - oldest), 0)::bigint as seconds from ( select 'events' as name, count(*) as due, min(next_attempt_at) as oldest from event where state = 'NEW' and next_attempt_at <= now() union all select 'facts', count(*), min(next_attempt_at) from fact where next_attempt_at <= now() union all select 'batches', count(*), min(next_attempt_at) from batch where next_attempt_at <= now()) q; -- reads due, name, seconds
select s.state, count(p.state) as count from unnest(array['WAITING', 'MATCHED', 'SENDING', 'SENT', 'HELD', 'REVIEW', 'GONE']) s(state) left join (select state from posting where state not in ('CONFIRMED', 'DEAD', 'IGNORED', 'REVERSED')) p using (state) group by s.state;

-- io.tieout.store.watch.AlertRows
select * from alert where tenant = ? and (? or cleared_at is null) order by id desc limit ?; -- reads cleared_at, id, kind, raised_at, subject, text

-- io.tieout.store.watch.Alerts
insert into alert (tenant, kind, subject, text) values (?, ?, ?, ?) on conflict (kind, subject) where cleared_at is null do update set text = excluded.text;
update alert set cleared_at = now() where kind = ? and subject <> all(?) and cleared_at is null;
update alert set cleared_at = now() where kind = any(?) and subject = ? and cleared_at is null;
update alert set cleared_at = now() where kind = any(?) and subject = any(?) and cleared_at is null;

-- io.tieout.store.watch.Watermarks
insert into watermark (subject, watermark, completed_at) values (?, ?, ?) on conflict (subject) do update set watermark = excluded.watermark, completed_at = greatest(watermark.completed_at, excluded.completed_at);
select 1 from watermark where subject = ? and completed_at > ?;
select clock_timestamp();
select watermark from watermark where subject = ?;
