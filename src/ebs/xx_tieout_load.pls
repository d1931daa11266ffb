create or replace package xx_tieout_load authid current_user as
/* $Header: xx_tieout_load.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: references come to life (load) and to their end (close). The caller commits or rolls back.

  function load_journals(p_installation in varchar2, p_incarnation in number, p_load_number in number,
    p_request_key in varchar2, p_batch_json in clob) return clob;
  function close_references(p_installation in varchar2, p_incarnation in number, p_references_json in clob,
    p_reason in varchar2) return clob;
  -- The fence after the call.
  function raise_fence(p_installation in varchar2, p_incarnation in number) return number;
end xx_tieout_load;
/
create or replace package body xx_tieout_load as
/* $Header: xx_tieout_load.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  type t_call is record (
    installation varchar2(64), incarnation number, load_number number, request_key varchar2(64));
  type t_groups is table of xx_tieout_guard.t_group index by pls_integer;

  -- A number that this installation used for other bytes, or below one of a later life of its database, tells
  -- that the sender's memory is older than ours.
  procedure note_load(p_call in t_call) is
    l_strange pls_integer;
  begin
    select count(*) into l_strange
      from xx_tieout_loads l
     where l.installation = p_call.installation
       and ((l.load_number = p_call.load_number and l.request_key <> p_call.request_key)
            or (l.incarnation > p_call.incarnation and l.load_number > p_call.load_number));
    if l_strange > 0 then
      xx_tieout_json.refuse('LOAD_NUMBER', 'load number ' || p_call.load_number
        || ' is known with another request key, or lies below one of a higher incarnation');
    end if;
    insert into xx_tieout_loads (installation, incarnation, load_number, request_key)
    select p_call.installation, p_call.incarnation, p_call.load_number, p_call.request_key from dual
     where not exists (select 1 from xx_tieout_loads l
                        where l.installation = p_call.installation and l.incarnation = p_call.incarnation
                          and l.load_number = p_call.load_number);
  end note_load;

  procedure check_setup(p_head in xx_tieout_lines.t_head) is
    l_sources pls_integer;
    l_categories pls_integer;
  begin
    select count(*) into l_sources from gl_je_sources s where s.user_je_source_name = p_head.je_source;
    select count(*) into l_categories from gl_je_categories c where c.user_je_category_name = p_head.je_category;
    if l_sources = 0 then
      xx_tieout_json.refuse('NO_SETUP', 'the journal source does not exist');
    elsif l_categories = 0 then
      xx_tieout_json.refuse('NO_SETUP', 'the journal category does not exist');
    elsif nvl(fnd_global.user_id, -1) < 0 then
      xx_tieout_json.refuse('NO_SETUP', 'the call has no EBS user');
    end if;
  end check_setup;

  -- What the key table says: ALREADY, CONFLICT, CLOSED, or null when the reference is unknown.
  procedure look_up(p_call in t_call, p_reference in varchar2, p_hash in varchar2, x_result out nocopy varchar2,
    x_group_id out nocopy number, x_reason out nocopy varchar2) is
  begin
    x_reason := null;
    select case when k.state = 'CLOSED' then 'CLOSED'
                when k.content_hash = p_hash and k.installation = p_call.installation then 'ALREADY'
                else 'CONFLICT' end,
           k.group_id
      into x_result, x_group_id
      from xx_tieout_keys k where k.reference = p_reference;
    if x_result = 'CONFLICT' then
      x_reason := 'the reference is known with other content';
    end if;
  exception
    when no_data_found then
      x_group_id := null;
      -- rows without a key: the key table was lost, and loading would enter the money twice
      if xx_tieout_guard.stands(p_reference) then
        x_result := 'CONFLICT';
        x_reason := 'rows or journal lines of the reference exist without a key';
      else
        x_result := null;
      end if;
  end look_up;

  procedure insert_key(p_call in t_call, p_head in xx_tieout_lines.t_head, p_hash in varchar2,
    p_lines in json_array_t) is
    l_lines clob;
  begin
    l_lines := p_lines.to_clob();
    insert into xx_tieout_keys (reference, installation, incarnation, load_number, request_key, content_hash,
      ledger_id, je_source, group_id, state, lines_json, created_at, updated_at)
    values (p_head.reference, p_call.installation, p_call.incarnation, p_call.load_number, p_call.request_key,
      p_hash, p_head.ledger_id, p_head.je_source, p_head.group_id, 'LIVE', l_lines, sysdate, sysdate);
  end insert_key;

  function answer(p_reference in varchar2, p_result in varchar2, p_group_id in number, p_reason in varchar2)
    return json_object_t is
    l_answer json_object_t;
  begin
    l_answer := json_object_t();
    xx_tieout_json.put(l_answer, 'reference', p_reference);
    xx_tieout_json.put(l_answer, 'result', p_result);
    xx_tieout_json.put(l_answer, 'group_id', xx_tieout_json.number_text(p_group_id));
    xx_tieout_json.put(l_answer, 'reason', p_reason);
    return l_answer;
  end answer;

  function load_posting(p_call in t_call, x_head in out nocopy xx_tieout_lines.t_head,
    x_ledger in out nocopy xx_tieout_lines.t_ledger, p_posting in json_object_t) return json_object_t is
    l_reference varchar2(32767);
    l_hash varchar2(64);
    l_result varchar2(10);
    l_group_id number;
    l_reason varchar2(200);
    l_json_lines json_array_t;
    l_lines xx_tieout_lines.t_lines;
  begin
    l_reference := xx_tieout_json.text(p_posting, 'reference');
    l_hash := xx_tieout_json.needed(xx_tieout_json.text(p_posting, 'content_hash'), 'content_hash', 64);
    l_json_lines := xx_tieout_json.array_of(p_posting, 'lines');
    if l_reference is null or not regexp_like(l_reference, '^[A-Z0-9]{1,28}$') then
      return answer(l_reference, 'REFUSED', null, 'the reference is not 1 to 28 characters of A-Z and 0-9');
    end if;
    look_up(p_call, l_reference, l_hash, l_result, l_group_id, l_reason);
    if l_result is not null then
      return answer(l_reference, l_result, l_group_id, l_reason);
    end if;
    xx_tieout_lines.read(l_json_lines, x_ledger, l_lines, l_reason);
    if l_reason is not null then
      return answer(l_reference, 'REFUSED', null, l_reason);
    end if;
    if x_head.group_id is null then
      select gl_interface_control_s.nextval into l_group_id from dual;
      x_head.group_id := l_group_id;
    end if;
    x_head.reference := l_reference;
    -- the key comes first: its unique index decides, whoever else is at the same reference
    begin
      insert_key(p_call, x_head, l_hash, l_json_lines);
    exception
      when dup_val_on_index then
        look_up(p_call, l_reference, l_hash, l_result, l_group_id, l_reason);
        return answer(l_reference, l_result, l_group_id, l_reason);
    end;
    xx_tieout_lines.add_rows(x_head, l_lines);
    return answer(l_reference, 'LOADED', x_head.group_id, null);
  end load_posting;

  function load_journals(p_installation in varchar2, p_incarnation in number, p_load_number in number,
    p_request_key in varchar2, p_batch_json in clob) return clob is
    l_call t_call;
    l_head xx_tieout_lines.t_head;
    l_ledger xx_tieout_lines.t_ledger;
    l_batch json_object_t;
    l_postings json_array_t;
    l_results json_array_t;
  begin
    l_call.installation := p_installation;
    l_call.incarnation := p_incarnation;
    l_call.load_number := p_load_number;
    l_call.request_key := p_request_key;
    l_batch := xx_tieout_json.parsed_object(p_batch_json, 'P_BATCH_JSON');
    if xx_tieout_json.sha256(p_batch_json) <> p_request_key then
      xx_tieout_json.refuse('BAD_INPUT', 'P_REQUEST_KEY is not the hash of P_BATCH_JSON');
    end if;
    l_head.ledger_id := xx_tieout_json.whole_number(xx_tieout_json.text(l_batch, 'ledger_id'), 'ledger_id');
    l_head.accounting_date :=
      xx_tieout_json.day(xx_tieout_json.text(l_batch, 'accounting_date'), 'accounting_date');
    l_head.je_source := xx_tieout_json.needed(xx_tieout_json.text(l_batch, 'je_source'), 'je_source', 25);
    l_head.je_category := xx_tieout_json.needed(xx_tieout_json.text(l_batch, 'je_category'), 'je_category', 25);
    l_postings := xx_tieout_json.array_of(l_batch, 'postings');
    xx_tieout_guard.enter(p_installation, p_incarnation);
    note_load(l_call);
    l_ledger := xx_tieout_lines.ledger(l_head.ledger_id);
    check_setup(l_head);
    xx_tieout_guard.lock_import(l_head.ledger_id, l_head.je_source);
    l_results := json_array_t();
    for i in 0 .. l_postings.get_size - 1 loop
      l_results.append(load_posting(l_call, l_head, l_ledger,
        xx_tieout_json.object_at(l_postings, i, 'postings')));
    end loop;
    return l_results.to_clob();
  end load_journals;

  -- The groups of the live keys, by ledger and source: the order of the import locks.
  function live_groups(p_references in sys.odcivarchar2list) return t_groups is
    l_groups t_groups;
    l_group xx_tieout_guard.t_group;
  begin
    for r in (select distinct k.ledger_id, k.je_source, k.group_id
                from xx_tieout_keys k
               where k.reference in (select t.column_value from table(p_references) t) and k.state = 'LIVE'
               order by k.ledger_id, k.je_source, k.group_id)
    loop
      l_group.group_id := r.group_id;
      l_group.ledger_id := r.ledger_id;
      l_group.je_source := r.je_source;
      l_groups(l_groups.count + 1) := l_group;
    end loop;
    return l_groups;
  end live_groups;

  procedure refuse_while_importing(p_groups in t_groups) is
  begin
    for i in 1 .. p_groups.count loop
      xx_tieout_guard.refuse_while_importing(p_groups(i));
    end loop;
  end refuse_while_importing;

  function close_one(p_installation in varchar2, p_incarnation in number, p_reference in varchar2,
    p_reason in varchar2) return varchar2 is
    l_closed pls_integer;
  begin
    select count(*) into l_closed from xx_tieout_keys k where k.reference = p_reference and k.state = 'CLOSED';
    if l_closed > 0 then
      return 'CLOSED';
    elsif xx_tieout_guard.stands(p_reference) then
      return 'LIVE';
    end if;
    update xx_tieout_keys k
       set k.state = 'CLOSED', k.close_reason = p_reason, k.updated_at = sysdate
     where k.reference = p_reference;
    if sql%rowcount = 0 then
      insert into xx_tieout_keys (reference, installation, incarnation, state, close_reason, created_at, updated_at)
      values (p_reference, p_installation, p_incarnation, 'CLOSED', p_reason, sysdate, sysdate);
    end if;
    return 'CLOSED';
  end close_one;

  procedure check_references(p_installation in varchar2, p_references in sys.odcivarchar2list) is
    l_foreign pls_integer;
  begin
    for i in 1 .. p_references.count loop
      if not regexp_like(p_references(i), '^[A-Z0-9]{1,28}$') then
        xx_tieout_json.refuse('BAD_INPUT', 'P_REFERENCES_JSON holds something that is no reference');
      end if;
    end loop;
    select count(*) into l_foreign from xx_tieout_keys k
     where k.reference in (select t.column_value from table(p_references) t)
       and k.installation <> p_installation;
    if l_foreign > 0 then
      xx_tieout_json.refuse('BAD_INPUT', 'P_REFERENCES_JSON names a reference of another installation');
    end if;
  end check_references;

  function close_references(p_installation in varchar2, p_incarnation in number, p_references_json in clob,
    p_reason in varchar2) return clob is
    l_references sys.odcivarchar2list;
    l_groups t_groups;
    l_results json_array_t;
    l_answer json_object_t;
  begin
    l_references := xx_tieout_json.texts(p_references_json, 'P_REFERENCES_JSON');
    xx_tieout_guard.enter(p_installation, p_incarnation);
    check_references(p_installation, l_references);
    l_groups := live_groups(l_references);
    for i in 1 .. l_groups.count loop
      xx_tieout_guard.lock_import(l_groups(i).ledger_id, l_groups(i).je_source);
    end loop;
    refuse_while_importing(l_groups);
    l_results := json_array_t();
    for i in 1 .. l_references.count loop
      l_answer := json_object_t();
      xx_tieout_json.put(l_answer, 'reference', l_references(i));
      xx_tieout_json.put(l_answer, 'result',
        close_one(p_installation, p_incarnation, l_references(i), substrb(p_reason, 1, 240)));
      l_results.append(l_answer);
    end loop;
    -- once more: an import that a person started meanwhile may have held rows that the look above did not see
    refuse_while_importing(l_groups);
    return l_results.to_clob();
  end close_references;

  function raise_fence(p_installation in varchar2, p_incarnation in number) return number is
  begin
    xx_tieout_guard.enter(p_installation, p_incarnation);
    update xx_tieout_fences f
       set f.incarnation = p_incarnation, f.fenced_at = sysdate
     where f.installation = p_installation and f.incarnation < p_incarnation;
    return p_incarnation;
  end raise_fence;
end xx_tieout_load;
/
show errors package body xx_tieout_load
