-- One process at a time collects a group of matched postings. Whose turn it is spares the ERP from being asked by all of
-- them; that a posting is frozen once is guarded elsewhere. So it needs no log: after a crash nobody has a turn.
create unlogged table freeze_turn (
  batch_key text primary key,
  process uuid not null,
  until timestamptz not null
);
