create or replace package xx_tieout_guard authid current_user as
/* $Header: xx_tieout_guard.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: who may write now. Every write call takes its locks in one order, so that two never wait for
-- each other: first the installation's row of the fences, then import locks by rising name, then interface rows.

  type t_group is record (group_id number, ledger_id number, je_source varchar2(25));

  -- Locks the installation's fence until commit or rollback; FENCED when the incarnation is lower than it.
  procedure enter(p_installation in varchar2, p_incarnation in number);
  procedure highest(p_installation in varchar2, x_load_number out nocopy number, x_incarnation out nocopy number);

  -- The import lock of one ledger and source (user name), until commit or rollback.
  procedure lock_import(p_ledger_id in number, p_je_source in varchar2);
  -- A live request that may touch the group, else null.
  function live_import(p_group in t_group) return number;
  procedure refuse_while_importing(p_group in t_group);

  -- The group by its keys; a group_id of null in the answer means that no key names it.
  function group_of(p_installation in varchar2, p_group_id in number) return t_group;
  -- Locks all rows of the group and counts them; IMPORT_PENDING when somebody holds one of them.
  function locked_rows(p_group in t_group) return pls_integer;
  function waiting_rows(p_group in t_group) return pls_integer;

  -- Whether interface rows or journal lines of the reference stand, in one consistent read.
  function stands(p_reference in varchar2) return boolean;
end xx_tieout_guard;
/
create or replace package body xx_tieout_guard as
/* $Header: xx_tieout_guard.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  c_wait_seconds constant pls_integer := 60;
  e_row_busy exception;
  pragma exception_init(e_row_busy, -54);
  e_row_wait_over exception;
  pragma exception_init(e_row_wait_over, -30006);

  procedure enter(p_installation in varchar2, p_incarnation in number) is
    l_fence number;
  begin
    begin
      insert into xx_tieout_fences (installation, incarnation, fenced_at)
      select p_installation, 0, sysdate from dual
       where not exists (select 1 from xx_tieout_fences f where f.installation = p_installation);
    exception
      when dup_val_on_index then
        null; -- another call has just made the row: it is locked below
    end;
    select f.incarnation into l_fence from xx_tieout_fences f
     where f.installation = p_installation for update wait 60;
    if p_incarnation < l_fence then
      xx_tieout_json.refuse('FENCED', 'P_INCARNATION is lower than the fence ' || l_fence);
    end if;
  exception
    when e_row_wait_over then
      xx_tieout_json.refuse('UNEXPECTED', 'another call of this installation is still at work; repeat later');
  end enter;

  procedure highest(p_installation in varchar2, x_load_number out nocopy number, x_incarnation out nocopy number) is
    l_fence number;
  begin
    select nvl(max(l.load_number), 0), nvl(max(l.incarnation), 0) into x_load_number, x_incarnation
      from xx_tieout_loads l where l.installation = p_installation;
    select nvl(max(f.incarnation), 0) into l_fence from xx_tieout_fences f where f.installation = p_installation;
    x_incarnation := greatest(x_incarnation, l_fence);
  end highest;

  -- ALLOCATE_UNIQUE commits: only in a transaction of its own.
  procedure allocate(p_name in varchar2, x_handle out nocopy varchar2) is
    pragma autonomous_transaction;
  begin
    dbms_lock.allocate_unique(p_name, x_handle);
    commit;
  end allocate;

  procedure lock_import(p_ledger_id in number, p_je_source in varchar2) is
    l_handle varchar2(128);
    l_result integer;
  begin
    allocate('XX_TIEOUT_' || p_ledger_id || '_' || p_je_source, l_handle);
    -- released by commit or rollback: never before the change is visible, never left behind in a pooled session
    l_result := dbms_lock.request(l_handle, dbms_lock.x_mode, c_wait_seconds, true);
    if l_result not in (0, 4) then
      xx_tieout_json.refuse('UNEXPECTED', 'the import lock was not given (' || l_result || '); repeat later');
    end if;
  end lock_import;

  function live_import(p_group in t_group) return number is
    l_request_id number;
  begin
    select min(v.request_id) into l_request_id
      from xx_tieout_live_imports_v v
     where (v.group_id is null or v.group_id = to_char(p_group.group_id))
       and (v.ledger_id is null or v.ledger_id = to_char(p_group.ledger_id))
       and (v.je_source_name is null
            or v.je_source_name in (select s.je_source_name from gl_je_sources s
                                     where s.user_je_source_name = p_group.je_source));
    return l_request_id;
  end live_import;

  procedure refuse_while_importing(p_group in t_group) is
    l_request_id number;
  begin
    l_request_id := live_import(p_group);
    if l_request_id is not null then
      xx_tieout_json.refuse('IMPORT_PENDING', 'request ' || l_request_id || ' may be importing group '
        || p_group.group_id);
    end if;
  end refuse_while_importing;

  function group_of(p_installation in varchar2, p_group_id in number) return t_group is
    l_group t_group;
    l_others pls_integer;
  begin
    select max(k.group_id), max(k.ledger_id), max(k.je_source),
           sum(case when k.installation = p_installation then 0 else 1 end)
      into l_group.group_id, l_group.ledger_id, l_group.je_source, l_others
      from xx_tieout_keys k where k.group_id = p_group_id;
    if l_others > 0 then
      xx_tieout_json.refuse('BAD_INPUT', 'P_GROUP_ID is a group of another installation');
    end if;
    return l_group;
  end group_of;

  function locked_rows(p_group in t_group) return pls_integer is
    type t_rows is table of varchar2(18) index by pls_integer;
    l_rows t_rows;
  begin
    select rowidtochar(i.rowid) bulk collect into l_rows
      from gl_interface i
     where i.group_id = p_group.group_id
       and i.ledger_id = p_group.ledger_id
       and i.user_je_source_name = p_group.je_source
       for update nowait;
    return l_rows.count;
  exception
    when e_row_busy then
      xx_tieout_json.refuse('IMPORT_PENDING', 'rows of group ' || p_group.group_id
        || ' are locked: an import or a person is at them');
  end locked_rows;

  function waiting_rows(p_group in t_group) return pls_integer is
    l_count pls_integer;
  begin
    select count(*) into l_count
      from gl_interface i
     where i.group_id = p_group.group_id
       and i.ledger_id = p_group.ledger_id
       and i.user_je_source_name = p_group.je_source;
    return l_count;
  end waiting_rows;

  function stands(p_reference in varchar2) return boolean is
    l_found pls_integer;
  begin
    select count(*) into l_found from dual
     where exists (select 1 from gl_interface i where i.reference21 = p_reference)
        or exists (select 1 from gl_je_lines l where l.reference_1 = p_reference);
    return l_found > 0;
  end stands;
end xx_tieout_guard;
/
show errors package body xx_tieout_guard
