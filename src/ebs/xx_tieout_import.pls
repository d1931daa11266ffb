create or replace package xx_tieout_import authid current_user as
/* $Header: xx_tieout_import.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: groups that wait in GL_INTERFACE. The caller commits or rolls back.

  procedure submit_import(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_run_number in number, x_result out nocopy varchar2, x_request_id out nocopy number);
  procedure regroup(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_references_json in clob, p_expected_rows in number, x_new_group_id out nocopy number,
    x_moved_rows out nocopy number, x_left_rows out nocopy number);
  function amend_lines(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_changes_json in clob) return clob;
end xx_tieout_import;
/
create or replace package body xx_tieout_import as
/* $Header: xx_tieout_import.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  -- Null when the run is unknown.
  function known_run(p_group_id in number, p_run_number in number) return number is
    l_request_id number;
  begin
    select max(r.request_id) into l_request_id
      from xx_tieout_runs r where r.group_id = p_group_id and r.run_number = p_run_number;
    return l_request_id;
  end known_run;

  procedure check_run_number(p_group_id in number, p_run_number in number) is
    l_highest number;
  begin
    select nvl(max(r.run_number), 0) into l_highest from xx_tieout_runs r where r.group_id = p_group_id;
    if p_run_number <> l_highest + 1 then
      xx_tieout_json.refuse('BAD_INPUT', 'P_RUN_NUMBER is not ' || (l_highest + 1));
    end if;
  end check_run_number;

  -- Arguments of GLLEZLSRS: data access set, internal source, ledger, group, to suspense, summary, flexfields.
  function submitted(p_group in xx_tieout_guard.t_group) return number is
    l_access_set varchar2(240);
    l_source varchar2(25);
    l_request_id number;
  begin
    l_access_set := fnd_profile.value('GL_ACCESS_SET_ID');
    select max(s.je_source_name) into l_source
      from gl_je_sources s where s.user_je_source_name = p_group.je_source;
    if l_access_set is null then
      xx_tieout_json.refuse('NO_SETUP', 'the responsibility has no data access set (GL: Data Access Set)');
    elsif l_source is null then
      xx_tieout_json.refuse('NO_SETUP', 'the journal source does not exist');
    end if;
    l_request_id := fnd_request.submit_request(application => 'SQLGL', program => 'GLLEZLSRS',
      description => null, start_time => null, sub_request => false, argument1 => l_access_set,
      argument2 => l_source, argument3 => to_char(p_group.ledger_id), argument4 => to_char(p_group.group_id),
      argument5 => 'N', argument6 => 'N', argument7 => 'N');
    if nvl(l_request_id, 0) = 0 then
      xx_tieout_json.refuse('UNEXPECTED', 'EBS refused the request: ' || substrb(fnd_message.get, 1, 300));
    end if;
    return l_request_id;
  end submitted;

  procedure submit_import(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_run_number in number, x_result out nocopy varchar2, x_request_id out nocopy number) is
    l_group xx_tieout_guard.t_group;
  begin
    xx_tieout_guard.enter(p_installation, p_incarnation);
    l_group := xx_tieout_guard.group_of(p_installation, p_group_id);
    if l_group.group_id is not null then
      xx_tieout_guard.lock_import(l_group.ledger_id, l_group.je_source);
    end if;
    x_request_id := known_run(p_group_id, p_run_number);
    if x_request_id is not null then
      x_result := 'ALREADY';
      return;
    elsif l_group.group_id is null or xx_tieout_guard.waiting_rows(l_group) = 0 then
      x_result := 'NOTHING';
      return;
    end if;
    x_request_id := xx_tieout_guard.live_import(l_group);
    if x_request_id is not null then
      x_result := 'RUNNING';
      return;
    end if;
    check_run_number(p_group_id, p_run_number);
    x_request_id := submitted(l_group);
    insert into xx_tieout_runs (group_id, run_number, request_id) values (p_group_id, p_run_number, x_request_id);
    x_result := 'SUBMITTED';
  end submit_import;

  -- Fence, import lock, no import, all rows locked: from here on nobody else changes the group.
  function held_group(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    x_rows out nocopy pls_integer) return xx_tieout_guard.t_group is
    l_group xx_tieout_guard.t_group;
  begin
    xx_tieout_guard.enter(p_installation, p_incarnation);
    l_group := xx_tieout_guard.group_of(p_installation, p_group_id);
    if l_group.group_id is null then
      xx_tieout_json.refuse('BAD_INPUT', 'P_GROUP_ID is no group of this installation');
    end if;
    xx_tieout_guard.lock_import(l_group.ledger_id, l_group.je_source);
    x_rows := xx_tieout_guard.locked_rows(l_group);
    -- asked after the rows are locked: a person may have started an import at any moment before
    xx_tieout_guard.refuse_while_importing(l_group);
    return l_group;
  end held_group;

  function rows_of(p_group in xx_tieout_guard.t_group, p_reference in varchar2) return pls_integer is
    l_rows pls_integer;
  begin
    select count(*) into l_rows from gl_interface g
     where g.group_id = p_group.group_id and g.ledger_id = p_group.ledger_id
       and g.user_je_source_name = p_group.je_source and g.reference21 = p_reference;
    return l_rows;
  end rows_of;

  procedure check_named(p_group in xx_tieout_guard.t_group, p_references in sys.odcivarchar2list) is
  begin
    if p_references.count = 0 then
      xx_tieout_json.refuse('BAD_INPUT', 'P_REFERENCES_JSON is empty');
    end if;
    for i in 1 .. p_references.count loop
      if rows_of(p_group, p_references(i)) = 0 then
        xx_tieout_json.refuse('ROWS_CHANGED', 'a named reference has no row in group ' || p_group.group_id);
      end if;
    end loop;
  end check_named;

  procedure regroup(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_references_json in clob, p_expected_rows in number, x_new_group_id out nocopy number,
    x_moved_rows out nocopy number, x_left_rows out nocopy number) is
    l_references sys.odcivarchar2list;
    l_group xx_tieout_guard.t_group;
    l_rows pls_integer;
    l_new number;
    l_moved pls_integer;
  begin
    l_references := xx_tieout_json.texts(p_references_json, 'P_REFERENCES_JSON');
    l_group := held_group(p_installation, p_incarnation, p_group_id, l_rows);
    if l_rows <> p_expected_rows then
      xx_tieout_json.refuse('ROWS_CHANGED', 'group ' || p_group_id || ' has ' || l_rows || ' rows now');
    end if;
    check_named(l_group, l_references);
    select gl_interface_control_s.nextval into l_new from dual;
    update gl_interface g
       set g.group_id = l_new, g.status = 'NEW'
     where g.group_id = l_group.group_id and g.ledger_id = l_group.ledger_id
       and g.user_je_source_name = l_group.je_source
       and g.reference21 in (select t.column_value from table(l_references) t);
    l_moved := sql%rowcount;
    update gl_interface g
       set g.status = 'NEW'
     where g.group_id = l_group.group_id and g.ledger_id = l_group.ledger_id
       and g.user_je_source_name = l_group.je_source;
    x_left_rows := sql%rowcount;
    if l_moved + x_left_rows <> p_expected_rows then
      xx_tieout_json.refuse('ROWS_CHANGED', 'rows came to group ' || p_group_id || ' meanwhile');
    end if;
    update xx_tieout_keys k
       set k.group_id = l_new, k.updated_at = sysdate
     where k.group_id = p_group_id and k.installation = p_installation
       and k.reference in (select t.column_value from table(l_references) t);
    x_new_group_id := l_new;
    x_moved_rows := l_moved;
  end regroup;

  function answer(p_reference in varchar2, p_result in varchar2, p_reason in varchar2) return json_object_t is
    l_answer json_object_t;
  begin
    l_answer := json_object_t();
    xx_tieout_json.put(l_answer, 'reference', p_reference);
    xx_tieout_json.put(l_answer, 'result', p_result);
    xx_tieout_json.put(l_answer, 'reason', p_reason);
    return l_answer;
  end answer;

  -- A hash may cover no date: where only the date changes, the rows tell whether it was done.
  function dated(p_group in xx_tieout_guard.t_group, p_reference in varchar2, p_day in varchar2) return boolean is
    l_rows pls_integer;
    l_same pls_integer;
  begin
    select count(*), count(case when xx_tieout_json.day_text(g.accounting_date) = nvl(p_day,
             xx_tieout_json.day_text(g.accounting_date)) then 1 end)
      into l_rows, l_same from gl_interface g
     where g.group_id = p_group.group_id and g.ledger_id = p_group.ledger_id
       and g.user_je_source_name = p_group.je_source and g.reference21 = p_reference;
    return l_rows > 0 and l_rows = l_same;
  end dated;

  -- Puts the new lines in the place of the rows, which still are what the key says.
  procedure replace_rows(p_head in xx_tieout_lines.t_head, p_new in xx_tieout_lines.t_lines, p_hash in varchar2,
    p_new_json in clob) is
  begin
    delete from gl_interface g
     where g.group_id = p_head.group_id and g.ledger_id = p_head.ledger_id
       and g.user_je_source_name = p_head.je_source and g.reference21 = p_head.reference;
    xx_tieout_lines.add_rows(p_head, p_new);
    update xx_tieout_keys k
       set k.content_hash = p_hash, k.lines_json = p_new_json, k.updated_at = sysdate
     where k.reference = p_head.reference;
  end replace_rows;

  function amend_one(p_group in xx_tieout_guard.t_group, x_ledger in out nocopy xx_tieout_lines.t_ledger,
    p_change in json_object_t) return json_object_t is
    l_head xx_tieout_lines.t_head;
    l_reference varchar2(1000);
    l_from varchar2(64);
    l_to varchar2(64);
    l_day varchar2(32767);
    l_known_hash varchar2(64);
    l_known_json clob;
    l_json_lines json_array_t;
    l_known xx_tieout_lines.t_lines;
    l_new xx_tieout_lines.t_lines;
    l_fault varchar2(200);
  begin
    l_reference := xx_tieout_json.needed(xx_tieout_json.text(p_change, 'reference'), 'reference', 1000);
    l_from := xx_tieout_json.needed(xx_tieout_json.text(p_change, 'from_hash'), 'from_hash', 64);
    l_to := xx_tieout_json.needed(xx_tieout_json.text(p_change, 'to_hash'), 'to_hash', 64);
    l_day := xx_tieout_json.text(p_change, 'accounting_date');
    l_json_lines := xx_tieout_json.array_of(p_change, 'lines');
    select max(k.content_hash) into l_known_hash from xx_tieout_keys k
     where k.reference = l_reference and k.group_id = p_group.group_id and k.state = 'LIVE';
    if l_known_hash = l_to and (l_from <> l_to or dated(p_group, l_reference, l_day)) then
      return answer(l_reference, 'ALREADY', null);
    elsif l_known_hash is null or rows_of(p_group, l_reference) = 0 then
      return answer(l_reference, 'NOT_WAITING', null);
    elsif l_known_hash <> l_from then
      return answer(l_reference, 'CHANGED', 'the key has another content');
    end if;
    select k.lines_json into l_known_json from xx_tieout_keys k where k.reference = l_reference;
    xx_tieout_lines.read(xx_tieout_json.parsed_array(l_known_json, 'LINES_JSON'), x_ledger, l_known, l_fault);
    l_head.reference := l_reference;
    l_head.group_id := p_group.group_id;
    l_head.ledger_id := p_group.ledger_id;
    l_head.je_source := p_group.je_source;
    if l_fault is not null or not xx_tieout_lines.same_rows(l_head, l_known) then
      return answer(l_reference, 'CHANGED', 'the rows are not what was loaded');
    end if;
    xx_tieout_lines.read(l_json_lines, x_ledger, l_new, l_fault);
    if l_fault is not null then
      return answer(l_reference, 'REFUSED', l_fault);
    end if;
    if l_day is not null then
      l_head.accounting_date := xx_tieout_json.day(l_day, 'accounting_date');
    end if;
    replace_rows(l_head, l_new, l_to, l_json_lines.to_clob());
    return answer(l_reference, 'AMENDED', null);
  end amend_one;

  function amend_lines(p_installation in varchar2, p_incarnation in number, p_group_id in number,
    p_changes_json in clob) return clob is
    l_changes json_array_t;
    l_group xx_tieout_guard.t_group;
    l_ledger xx_tieout_lines.t_ledger;
    l_rows pls_integer;
    l_results json_array_t;
  begin
    l_changes := xx_tieout_json.parsed_array(p_changes_json, 'P_CHANGES_JSON');
    l_group := held_group(p_installation, p_incarnation, p_group_id, l_rows);
    l_ledger := xx_tieout_lines.ledger(l_group.ledger_id);
    l_results := json_array_t();
    for i in 0 .. l_changes.get_size - 1 loop
      l_results.append(amend_one(l_group, l_ledger, xx_tieout_json.object_at(l_changes, i, 'P_CHANGES_JSON')));
    end loop;
    return l_results.to_clob();
  end amend_lines;
end xx_tieout_import;
/
show errors package body xx_tieout_import
