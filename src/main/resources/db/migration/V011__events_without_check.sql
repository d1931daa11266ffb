-- Each stored event was checked against its connection: a quarter of its insert, and a lock on the one row that all events
-- of a connection share. Doors and polls have just read the connection, and nothing deletes one.
--
-- Both tables are locked for it. Other processes lock them in either order: who has one doesn't wait for the other.
set local lock_timeout = '1s';
do $$
begin
  for attempt in 1..30 loop
    begin
      lock table event in access exclusive mode;
      lock table connection in access exclusive mode nowait;
      alter table event drop constraint event_connection_id_fkey;
      return;
    exception when lock_not_available then
      perform pg_sleep(0.1);
    end;
  end loop;
  raise exception 'the tables event and connection are too busy to be changed: start again';
end $$;
