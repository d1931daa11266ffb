create or replace package xx_tieout_find authid current_user as
/* $Header: xx_tieout_find.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: where a reference stands. Nothing here writes.

  function find_references(p_references_json in clob) return clob;
  procedure list_references(p_installation in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
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
                                  and (v.je_source_name is null or v.je_source_name = k.je_source_name))
                  then 'Y' else 'N' end as importing
        from (select distinct t.column_value as reference from table(p_references) t) a
        left join (select y.reference, y.state, y.group_id, y.content_hash, y.load_number, y.incarnation, y.ledger_id,
                          (select max(s.je_source_name) from gl_je_sources s
                            where s.user_je_source_name = y.je_source) as je_source_name
                     from xx_tieout_keys y
                    where y.reference in (select t.column_value from table(p_references) t)) k
          on k.reference = a.reference
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

end xx_tieout_find;
/
show errors package body xx_tieout_find
