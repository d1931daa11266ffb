create or replace package xx_tieout_find authid current_user as
/* $Header: xx_tieout_find.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: where a reference, a group or a request stands. Nothing here writes.

  function find_references(p_references_json in clob) return clob;
  procedure list_references(p_installation in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  function get_request(p_request_id in number) return clob;
  procedure get_group_rows(p_group_id in number, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  function get_journal_lines(p_references_json in clob) return clob;
end xx_tieout_find;
/
create or replace package body xx_tieout_find as
/* $Header: xx_tieout_find.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  type t_found is record (
    reference varchar2(1000), state varchar2(10), group_id number, content_hash varchar2(64), load_number number,
    incarnation number, importing varchar2(1), row_count number, not_new number, je_batch_id number,
    open_lines number);
  type t_objects is table of json_object_t index by varchar2(1000);

  -- Rows come before lines: while a row stands, it can still become a journal.
  function stage(p_found in t_found) return varchar2 is
  begin
    if p_found.state = 'CLOSED' then
      return 'closed';
    elsif p_found.row_count > 0 then
      return case when p_found.not_new = 0 or p_found.importing = 'Y' then 'interface' else 'interface_error' end;
    elsif p_found.je_batch_id is not null then
      return case when p_found.open_lines = 0 then 'posted' else 'imported' end;
    elsif p_found.state is null then
      return 'unknown';
    end if;
    -- while an import of its group runs, nobody can say that it is gone
    return case when p_found.importing = 'Y' then 'interface' else 'gone' end;
  end stage;

  -- One statement, so that a row on its way from the interface to a journal is met exactly once. One record per
  -- reference and interface status, put together by reference.
  function found(p_references in sys.odcivarchar2list) return t_objects is
    l_objects t_objects;
    l_object json_object_t;
    l_statuses json_array_t;
    l_found t_found;
  begin
    for r in (
      select a.reference, k.state, k.group_id, k.content_hash, k.load_number, k.incarnation,
             i.status, nvl(i.row_count, 0) as row_count, j.je_batch_id, nvl(j.open_lines, 0) as open_lines,
             b.status as batch_status, b.approval_status_code,
             (select max(r.request_id) from xx_tieout_runs r where r.group_id = k.group_id) as request_id,
             case when exists (select 1
                                 from xx_tieout_live_imports_v v
                                where (v.group_id is null or v.group_id = to_char(k.group_id))
                                  and (v.ledger_id is null or v.ledger_id = to_char(k.ledger_id))
                                  and (v.je_source_name is null
                                       or v.je_source_name in (select s.je_source_name from gl_je_sources s
                                                                where s.user_je_source_name = k.je_source)))
                  then 'Y' else 'N' end as importing
        from (select distinct t.column_value as reference from table(p_references) t) a
        left join xx_tieout_keys k on k.reference = a.reference
        left join (select g.reference21 as reference, g.status, count(*) as row_count
                     from gl_interface g
                    where g.reference21 in (select t.column_value from table(p_references) t)
                    group by g.reference21, g.status) i on i.reference = a.reference
        left join (select l.reference_1 as reference,
                          nvl(min(case when lb.status <> 'P' then lb.je_batch_id end), min(lb.je_batch_id))
                            as je_batch_id,
                          sum(case when lb.status = 'P' then 0 else 1 end) as open_lines
                     from gl_je_lines l
                     join gl_je_headers h on h.je_header_id = l.je_header_id
                     join gl_je_batches lb on lb.je_batch_id = h.je_batch_id
                    where l.reference_1 in (select t.column_value from table(p_references) t)
                      and h.reversed_je_header_id is null
                    group by l.reference_1) j on j.reference = a.reference
        left join gl_je_batches b on b.je_batch_id = j.je_batch_id
       order by a.reference, i.status)
    loop
      if l_found.reference is null or l_found.reference <> r.reference then
        l_object := json_object_t();
        l_statuses := json_array_t();
        l_found.row_count := 0;
        l_found.not_new := 0;
      end if;
      l_found.reference := r.reference;
      l_found.state := r.state;
      l_found.importing := r.importing;
      l_found.je_batch_id := r.je_batch_id;
      l_found.open_lines := r.open_lines;
      l_found.row_count := l_found.row_count + r.row_count;
      if r.row_count > 0 then
        l_statuses.append(r.status);
        l_found.not_new := l_found.not_new + case r.status when 'NEW' then 0 else 1 end;
      end if;
      xx_tieout_json.put(l_object, 'reference', r.reference);
      xx_tieout_json.put(l_object, 'stage', stage(l_found));
      xx_tieout_json.put(l_object, 'group_id', xx_tieout_json.number_text(r.group_id));
      xx_tieout_json.put(l_object, 'content_hash', r.content_hash);
      xx_tieout_json.put(l_object, 'load_number', xx_tieout_json.number_text(r.load_number));
      xx_tieout_json.put(l_object, 'incarnation', xx_tieout_json.number_text(r.incarnation));
      xx_tieout_json.put(l_object, 'row_count', xx_tieout_json.number_text(l_found.row_count));
      l_object.put('statuses', l_statuses);
      xx_tieout_json.put(l_object, 'request_id', xx_tieout_json.number_text(r.request_id));
      xx_tieout_json.put(l_object, 'je_batch_id', xx_tieout_json.number_text(r.je_batch_id));
      xx_tieout_json.put(l_object, 'batch_status', r.batch_status);
      xx_tieout_json.put(l_object, 'approval_status_code', r.approval_status_code);
      l_objects(r.reference) := l_object;
    end loop;
    return l_objects;
  end found;

  function find_references(p_references_json in clob) return clob is
    l_objects t_objects;
    l_rows json_array_t;
    l_reference varchar2(1000);
  begin
    l_objects := found(xx_tieout_json.texts(p_references_json, 'P_REFERENCES_JSON'));
    l_rows := json_array_t();
    l_reference := l_objects.first;
    while l_reference is not null loop
      l_rows.append(l_objects(l_reference));
      l_reference := l_objects.next(l_reference);
    end loop;
    return l_rows.to_clob();
  end find_references;

  function listed(p_found in json_object_t, p_state in varchar2, p_lines_json in clob) return json_object_t is
    l_row json_object_t;
  begin
    l_row := json_object_t();
    xx_tieout_json.put(l_row, 'reference', xx_tieout_json.text(p_found, 'reference'));
    xx_tieout_json.put(l_row, 'stage', xx_tieout_json.text(p_found, 'stage'));
    xx_tieout_json.put(l_row, 'group_id', xx_tieout_json.text(p_found, 'group_id'));
    xx_tieout_json.put(l_row, 'content_hash', xx_tieout_json.text(p_found, 'content_hash'));
    xx_tieout_json.put(l_row, 'incarnation', xx_tieout_json.text(p_found, 'incarnation'));
    xx_tieout_json.put(l_row, 'load_number', xx_tieout_json.text(p_found, 'load_number'));
    xx_tieout_json.put(l_row, 'state', p_state);
    if p_lines_json is null then
      l_row.put('lines', json_array_t()); -- a tombstone of a reference that never was loaded
    else
      l_row.put('lines', xx_tieout_json.parsed_array(p_lines_json, 'LINES_JSON'));
    end if;
    return l_row;
  end listed;

  procedure list_references(p_installation in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
    l_size pls_integer;
    l_references sys.odcivarchar2list := sys.odcivarchar2list();
    l_more boolean := false;
    l_objects t_objects;
    l_rows json_array_t;
    l_state varchar2(10);
    l_lines clob;
  begin
    l_size := xx_tieout_json.page_size(p_page_size);
    for r in (select k.reference from xx_tieout_keys k
               where k.installation = p_installation and (p_after_id is null or k.reference > p_after_id)
               order by k.reference fetch first 1001 rows only)
    loop
      l_more := l_references.count = l_size;
      exit when l_more;
      l_references.extend;
      l_references(l_references.count) := r.reference;
    end loop;
    l_objects := found(l_references);
    l_rows := json_array_t();
    for i in 1 .. l_references.count loop
      select k.state, k.lines_json into l_state, l_lines
        from xx_tieout_keys k where k.reference = l_references(i);
      l_rows.append(listed(l_objects(l_references(i)), l_state, l_lines));
    end loop;
    x_rows_json := l_rows.to_clob();
    if l_more then
      x_next_after_id := l_references(l_references.count);
    else
      x_next_after_id := null;
    end if;
  end list_references;

  procedure dev_state(p_request_id in number, x_phase out nocopy varchar2, x_status out nocopy varchar2) is
    l_request_id number := p_request_id;
    l_phase varchar2(240);
    l_status varchar2(240);
    l_message varchar2(2000);
  begin
    if not fnd_concurrent.get_request_status(request_id => l_request_id, phase => l_phase, status => l_status,
        dev_phase => x_phase, dev_status => x_status, message => l_message) then
      x_phase := null;
      x_status := null;
    end if;
  end dev_state;

  -- Null when there is no such request. Five generations: an import has one, posting begun by it another.
  function described(p_request_id in number, p_depth in pls_integer) return json_object_t is
    l_object json_object_t;
    l_children json_array_t;
    l_phase varchar2(240);
    l_status varchar2(240);
  begin
    for r in (select q.request_id, q.parent_request_id, p.concurrent_program_name, q.phase_code, q.status_code,
                     q.completion_text
                from fnd_concurrent_requests q
                join fnd_concurrent_programs p on p.application_id = q.program_application_id
                     and p.concurrent_program_id = q.concurrent_program_id
               where q.request_id = p_request_id)
    loop
      dev_state(r.request_id, l_phase, l_status);
      l_object := json_object_t();
      xx_tieout_json.put(l_object, 'request_id', xx_tieout_json.number_text(r.request_id));
      xx_tieout_json.put(l_object, 'parent_request_id',
        xx_tieout_json.number_text(case when r.parent_request_id > 0 then r.parent_request_id end));
      xx_tieout_json.put(l_object, 'program', r.concurrent_program_name);
      xx_tieout_json.put(l_object, 'phase_code', r.phase_code);
      xx_tieout_json.put(l_object, 'status_code', r.status_code);
      xx_tieout_json.put(l_object, 'dev_phase', l_phase);
      xx_tieout_json.put(l_object, 'dev_status', l_status);
      xx_tieout_json.put(l_object, 'completion_text', r.completion_text);
      l_children := json_array_t();
      if p_depth < 5 then
        for c in (select q.request_id from fnd_concurrent_requests q
                   where q.parent_request_id = p_request_id order by q.request_id)
        loop
          l_children.append(described(c.request_id, p_depth + 1));
        end loop;
      end if;
      l_object.put('children', l_children);
    end loop;
    return l_object;
  end described;

  function get_request(p_request_id in number) return clob is
    l_object json_object_t;
  begin
    l_object := described(p_request_id, 1);
    if l_object is null then
      xx_tieout_json.refuse('BAD_INPUT', 'P_REQUEST_ID is not known; EBS purges old requests');
    end if;
    return l_object.to_clob();
  end get_request;

  function code_in_words(p_code in varchar2) return varchar2 is
  begin
    return case p_code
      when 'P' then 'the row is right, another row of the group is not'
      when 'EP01' then 'the date is in no open or future-enterable period'
      when 'EP02' then 'the date is in no period'
      when 'EP04' then 'the date is not a business day'
      when 'EU02' then 'the journal does not balance and suspense posting is off'
      when 'WU01' then 'the journal did not balance and was put to suspense'
      when 'EF01' then 'the account is not active at the date'
      when 'EF02' then 'the account does not allow detail posting'
      when 'EF03' then 'the account is disabled'
      when 'EF04' then 'the account combination is invalid'
      when 'EF05' then 'there is no account with this id'
      when 'EC01' then 'the conversion rate is missing'
      when 'EC02' then 'the conversion date is missing'
      when 'EC03' then 'conversion type or accounted amount is missing'
      when 'EC06' then 'there is no conversion rate of this type and date'
      when 'EC08' then 'the currency is invalid'
      when 'EC11' then 'the conversion type is invalid'
      when 'EC12' then 'entered and accounted amount differ in the ledger currency'
      when 'EC13' then 'the amount is too large or not entered times rate'
      when 'EM01' then 'the journal category is invalid'
      when 'EM03' then 'the ledger is invalid'
      when 'EM04' then 'the actual flag is invalid'
      else 'Journal Import error ' || p_code
    end;
  end code_in_words;

  -- A row may carry several codes.
  function error_text(p_status in varchar2) return varchar2 is
    l_text varchar2(4000);
    l_code varchar2(50);
    l_at pls_integer := 1;
  begin
    if p_status is null or p_status = 'NEW' then
      return null;
    end if;
    loop
      l_code := regexp_substr(p_status, '[^, ]+', 1, l_at);
      exit when l_code is null;
      l_text := l_text || case when l_at > 1 then '; ' end || code_in_words(l_code);
      l_at := l_at + 1;
    end loop;
    return l_text;
  end error_text;

  procedure get_group_rows(p_group_id in number, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
    l_size pls_integer;
    l_after number;
    l_last number;
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_size := xx_tieout_json.page_size(p_page_size);
    l_after := case when p_after_id is not null then xx_tieout_json.whole_number(p_after_id, 'P_AFTER_ID') else 0 end;
    l_rows := json_array_t();
    x_next_after_id := null;
    for r in (select n.*, v.concatenated_segments as account, c.precision
                from (select row_number() over (order by g.rowid) as row_no, g.status, g.reference21,
                             g.reference22, g.accounting_date, g.currency_code, g.code_combination_id,
                             g.entered_dr, g.entered_cr, g.reference10
                        from gl_interface g
                       where g.group_id = p_group_id
                         and exists (select 1 from xx_tieout_keys k
                                      where k.group_id = g.group_id and k.ledger_id = g.ledger_id
                                        and k.je_source = g.user_je_source_name)) n
                left join gl_code_combinations_kfv v on v.code_combination_id = n.code_combination_id
                left join fnd_currencies c on c.currency_code = n.currency_code
               where n.row_no > l_after
               order by n.row_no fetch first 1001 rows only)
    loop
      if l_rows.get_size = l_size then
        x_next_after_id := xx_tieout_json.number_text(l_last);
        exit;
      end if;
      l_last := r.row_no;
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'row_number', xx_tieout_json.number_text(r.row_no));
      xx_tieout_json.put(l_row, 'status', r.status);
      xx_tieout_json.put(l_row, 'reference21', r.reference21);
      xx_tieout_json.put(l_row, 'reference22', r.reference22);
      xx_tieout_json.put(l_row, 'accounting_date', xx_tieout_json.day_text(r.accounting_date));
      xx_tieout_json.put(l_row, 'currency_code', r.currency_code);
      xx_tieout_json.put(l_row, 'account', r.account);
      xx_tieout_json.put(l_row, 'code_combination_id', xx_tieout_json.number_text(r.code_combination_id));
      xx_tieout_json.put(l_row, 'entered_dr', xx_tieout_json.amount_text(r.entered_dr, r.precision));
      xx_tieout_json.put(l_row, 'entered_cr', xx_tieout_json.amount_text(r.entered_cr, r.precision));
      xx_tieout_json.put(l_row, 'description', r.reference10);
      xx_tieout_json.put(l_row, 'error_text', error_text(r.status));
      l_rows.append(l_row);
    end loop;
    x_rows_json := l_rows.to_clob();
  end get_group_rows;

  function get_journal_lines(p_references_json in clob) return clob is
    l_references sys.odcivarchar2list;
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_references := xx_tieout_json.texts(p_references_json, 'P_REFERENCES_JSON');
    l_rows := json_array_t();
    for r in (select l.reference_1, b.je_batch_id, h.je_header_id, l.je_line_num, h.ledger_id, h.je_source,
                     h.je_category, h.period_name, l.effective_date, h.currency_code, v.concatenated_segments as account,
                     l.code_combination_id, l.entered_dr, l.entered_cr, l.accounted_dr, l.accounted_cr, l.reference_2,
                     l.description, h.status as header_status, b.status as batch_status, b.approval_status_code,
                     b.name as batch_name, b.posted_date, c.precision, lc.precision as ledger_precision
                from gl_je_lines l
                join gl_je_headers h on h.je_header_id = l.je_header_id
                join gl_je_batches b on b.je_batch_id = h.je_batch_id
                join gl_ledgers g on g.ledger_id = h.ledger_id
                left join gl_code_combinations_kfv v on v.code_combination_id = l.code_combination_id
                left join fnd_currencies c on c.currency_code = h.currency_code
                left join fnd_currencies lc on lc.currency_code = g.currency_code
               where l.reference_1 in (select t.column_value from table(l_references) t)
               order by l.reference_1, h.je_header_id, l.je_line_num)
    loop
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'reference', r.reference_1);
      xx_tieout_json.put(l_row, 'je_batch_id', xx_tieout_json.number_text(r.je_batch_id));
      xx_tieout_json.put(l_row, 'je_header_id', xx_tieout_json.number_text(r.je_header_id));
      xx_tieout_json.put(l_row, 'je_line_num', xx_tieout_json.number_text(r.je_line_num));
      xx_tieout_json.put(l_row, 'ledger_id', xx_tieout_json.number_text(r.ledger_id));
      xx_tieout_json.put(l_row, 'je_source', r.je_source);
      xx_tieout_json.put(l_row, 'je_category', r.je_category);
      xx_tieout_json.put(l_row, 'period_name', r.period_name);
      xx_tieout_json.put(l_row, 'effective_date', xx_tieout_json.day_text(r.effective_date));
      xx_tieout_json.put(l_row, 'currency_code', r.currency_code);
      xx_tieout_json.put(l_row, 'account', r.account);
      xx_tieout_json.put(l_row, 'code_combination_id', xx_tieout_json.number_text(r.code_combination_id));
      xx_tieout_json.put(l_row, 'entered_dr', xx_tieout_json.amount_text(r.entered_dr, r.precision));
      xx_tieout_json.put(l_row, 'entered_cr', xx_tieout_json.amount_text(r.entered_cr, r.precision));
      xx_tieout_json.put(l_row, 'accounted_dr', xx_tieout_json.amount_text(r.accounted_dr, r.ledger_precision));
      xx_tieout_json.put(l_row, 'accounted_cr', xx_tieout_json.amount_text(r.accounted_cr, r.ledger_precision));
      xx_tieout_json.put(l_row, 'reference_2', r.reference_2);
      xx_tieout_json.put(l_row, 'description', r.description);
      xx_tieout_json.put(l_row, 'header_status', r.header_status);
      xx_tieout_json.put(l_row, 'batch_status', r.batch_status);
      xx_tieout_json.put(l_row, 'approval_status_code', r.approval_status_code);
      xx_tieout_json.put(l_row, 'batch_name', r.batch_name);
      xx_tieout_json.put(l_row, 'posted_date', xx_tieout_json.time_text(r.posted_date));
      l_rows.append(l_row);
    end loop;
    return l_rows.to_clob();
  end get_journal_lines;
end xx_tieout_find;
/
show errors package body xx_tieout_find
