REM $Header: xx_tieout_tables.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM Tables of the EBS package of Tieout. Run once, in SQL*Plus, on the run edition:
REM   sqlplus OWNER @xx_tieout_tables.sql OWNER
REM OWNER (upper case) is the schema of the custom application, registered with EBS and enabled for editions. The
REM tables are made as OWNER and granted to APPS; then the script asks for the password of APPS and makes the
REM editioning views and synonyms. Never re-create these tables: they are the memory that keeps a late or repeated
REM call from entering money twice.

set verify off
whenever sqlerror exit failure rollback
define owner = &1

create table &owner..xx_tieout_keys (
  reference     varchar2(30 byte) not null,
  installation  varchar2(64 byte) not null,
  incarnation   number not null,
  load_number   number,
  request_key   varchar2(64 byte),
  content_hash  varchar2(64 byte),
  ledger_id     number,
  je_source     varchar2(25 byte),
  group_id      number,
  state         varchar2(10 byte) not null,
  close_reason  varchar2(240 byte),
  lines_json    clob,
  created_at    date not null,
  updated_at    date not null,
  constraint xx_tieout_keys_c1 check (state in ('LIVE', 'CLOSED')),
  constraint xx_tieout_keys_c2 check (state = 'CLOSED' or
    (content_hash is not null and ledger_id is not null and je_source is not null and group_id is not null))
);
create unique index &owner..xx_tieout_keys_u1 on &owner..xx_tieout_keys (reference);
create index &owner..xx_tieout_keys_n1 on &owner..xx_tieout_keys (group_id);
create index &owner..xx_tieout_keys_n2 on &owner..xx_tieout_keys (installation, reference);

create table &owner..xx_tieout_loads (
  installation  varchar2(64 byte) not null,
  incarnation   number not null,
  load_number   number not null,
  request_key   varchar2(64 byte) not null
);
create unique index &owner..xx_tieout_loads_u1 on &owner..xx_tieout_loads (installation, incarnation, load_number);
create index &owner..xx_tieout_loads_n1 on &owner..xx_tieout_loads (installation, load_number);

create table &owner..xx_tieout_runs (
  group_id      number not null,
  run_number    number not null,
  request_id    number not null
);
create unique index &owner..xx_tieout_runs_u1 on &owner..xx_tieout_runs (group_id, run_number);

create table &owner..xx_tieout_fences (
  installation  varchar2(64 byte) not null,
  incarnation   number not null,
  fenced_at     date not null
);
create unique index &owner..xx_tieout_fences_u1 on &owner..xx_tieout_fences (installation);

grant select, insert, update, delete on &owner..xx_tieout_keys to apps with grant option;
grant select, insert, update, delete on &owner..xx_tieout_loads to apps with grant option;
grant select, insert, update, delete on &owner..xx_tieout_runs to apps with grant option;
grant select, insert, update, delete on &owner..xx_tieout_fences to apps with grant option;

connect apps

REM EBS 12.2: makes the editioning view (name with a trailing #) in OWNER and the synonym in APPS.
REM Later changes of a column go through AD_ZD_TABLE.PATCH, never through the editioning view.
begin
  ad_zd_table.upgrade('&owner', 'XX_TIEOUT_KEYS');
  ad_zd_table.upgrade('&owner', 'XX_TIEOUT_LOADS');
  ad_zd_table.upgrade('&owner', 'XX_TIEOUT_RUNS');
  ad_zd_table.upgrade('&owner', 'XX_TIEOUT_FENCES');
end;
/
exit
