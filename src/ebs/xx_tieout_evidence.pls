create or replace package xx_tieout_evidence authid current_user as
/* $Header: xx_tieout_evidence.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: what a request, a waiting row or a journal line says. Nothing here writes.

  function get_request(p_request_id in number) return clob;
  procedure get_group_rows(p_group_id in number, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  function get_journal_lines(p_references_json in clob) return clob;
end xx_tieout_evidence;
/
create or replace package body xx_tieout_evidence as
/* $Header: xx_tieout_evidence.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

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
                     h.je_category, h.period_name, l.effective_date, h.currency_code,
                     v.concatenated_segments as account, l.code_combination_id,
                     l.entered_dr, l.entered_cr, l.accounted_dr, l.accounted_cr, l.reference_2, l.description,
                     h.status as header_status, b.status as batch_status, b.approval_status_code,
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
end xx_tieout_evidence;
/
show errors package body xx_tieout_evidence
