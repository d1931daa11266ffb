-- What people's lists and searches need: newest first, by tenant, without a look at finished work.

create index fact_by_tenant on fact (tenant, id);
create index fact_by_intent on fact ((snapshot ->> 'paymentIntent')) where snapshot ->> 'paymentIntent' is not null;

drop index posting_by_state;
create index posting_by_state on posting (tenant, state, fact_id, id);

create index allocation_by_number on allocation (upper(item_number));

create index event_ignored_latest on event (connection_id, id) where state = 'IGNORED';
create index event_dead_latest on event (connection_id, id) where state = 'DEAD';
-- Gauges over all tenants.
create index posting_unfinished on posting (state) where state not in ('CONFIRMED', 'DEAD', 'IGNORED', 'REVERSED');

-- The list of what is unposted at a cut-off.
create index posting_unposted on posting (link_id, id) where state not in ('CONFIRMED', 'IGNORED', 'REVERSED');
