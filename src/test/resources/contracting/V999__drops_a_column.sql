-- A migration that contracts in one step: the test of older versions must find it.
alter table posting drop column original_date;
