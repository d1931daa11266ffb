-- Each stored event was checked against its connection: a fifth of its insert, and a lock on the one row that all events
-- of a connection share. Doors and polls have just read the connection, and nothing deletes one.
set local lock_timeout = '10s';
alter table event drop constraint event_connection_id_fkey;
