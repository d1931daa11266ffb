create or replace package xx_tieout_read authid current_user as
/* $Header: xx_tieout_read.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: master data and open items. Nothing here writes.

  function setup(p_ledger_id in number, p_je_source in varchar2, p_je_category in varchar2) return clob;
  procedure open_items(p_org_ids_json in clob, p_changed_since in varchar2, p_after_id in varchar2,
    p_page_size in varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  function items(p_ids_json in clob) return clob;
  procedure customers(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  procedure merges(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);
  function periods(p_ledger_id in number) return clob;
  function accounts(p_ledger_id in number, p_accounts_json in clob) return clob;
end xx_tieout_read;
/
create or replace package body xx_tieout_read as
/* $Header: xx_tieout_read.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  cursor c_item(p_id number) is
    select ps.payment_schedule_id, ps.customer_trx_id, ps.trx_number, ps.class, ps.status, ps.org_id,
           ps.customer_id, ca.account_number, p.party_name, ps.invoice_currency_code, ps.amount_due_original,
           ps.amount_due_remaining, ps.amount_in_dispute, ps.selected_for_receipt_batch_id,
           ps.terms_sequence_number, ps.number_of_due_dates, ps.trx_date, ps.due_date, ps.gl_date,
           ps.last_update_date, c.precision
      from ar_payment_schedules_all ps
      left join hz_cust_accounts ca on ca.cust_account_id = ps.customer_id
      left join hz_parties p on p.party_id = ca.party_id
      left join fnd_currencies c on c.currency_code = ps.invoice_currency_code
     where ps.payment_schedule_id = p_id and ps.class in ('INV', 'DM', 'CB', 'CM');

  function after_id(p_after_id in varchar2) return number is
  begin
    return case when p_after_id is null then 0 else xx_tieout_json.whole_number(p_after_id, 'P_AFTER_ID') end;
  end after_id;

  procedure check_ids(p_ids in sys.odcivarchar2list, p_name in varchar2) is
    l_id number;
  begin
    for i in 1 .. p_ids.count loop
      l_id := xx_tieout_json.whole_number(p_ids(i), p_name);
    end loop;
  end check_ids;

  function currencies return json_array_t is
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_rows := json_array_t();
    for r in (select c.currency_code, c.precision, c.minimum_accountable_unit
                from fnd_currencies c where c.enabled_flag = 'Y' and c.currency_flag = 'Y' order by c.currency_code)
    loop
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'currency_code', r.currency_code);
      xx_tieout_json.put(l_row, 'precision', xx_tieout_json.number_text(r.precision));
      xx_tieout_json.put(l_row, 'minimum_accountable_unit', xx_tieout_json.number_text(r.minimum_accountable_unit));
      l_rows.append(l_row);
    end loop;
    return l_rows;
  end currencies;

  procedure put_ledger(x_setup in out nocopy json_object_t, p_ledger_id in number) is
  begin
    for r in (select l.ledger_id, l.name, l.currency_code, l.suspense_allowed_flag
                from gl_ledgers l where l.ledger_id = p_ledger_id)
    loop
      xx_tieout_json.put(x_setup, 'ledger_id', xx_tieout_json.number_text(r.ledger_id));
      xx_tieout_json.put(x_setup, 'ledger_name', r.name);
      xx_tieout_json.put(x_setup, 'ledger_currency', r.currency_code);
      xx_tieout_json.put(x_setup, 'suspense_allowed_flag', r.suspense_allowed_flag);
    end loop;
    if not x_setup.has('ledger_id') then
      xx_tieout_json.refuse('NO_SETUP', 'ledger ' || p_ledger_id || ' does not exist');
    end if;
  end put_ledger;

  procedure put_source(x_setup in out nocopy json_object_t, p_ledger_id in number, p_je_source in varchar2) is
    l_sets pls_integer;
  begin
    for r in (select s.je_source_name, s.user_je_source_name, s.journal_reference_flag, s.journal_approval_flag
                from gl_je_sources s where s.user_je_source_name = p_je_source)
    loop
      xx_tieout_json.put(x_setup, 'je_source_name', r.je_source_name);
      xx_tieout_json.put(x_setup, 'user_je_source_name', r.user_je_source_name);
      xx_tieout_json.put(x_setup, 'import_references_flag', r.journal_reference_flag);
      xx_tieout_json.put(x_setup, 'journal_approval_flag', r.journal_approval_flag);
      select count(*) into l_sets
        from gl_automatic_posting_sets s
        join gl_automatic_posting_options o on o.autopost_set_id = s.autopost_set_id
       where s.enabled_flag = 'Y' and o.ledger_id = p_ledger_id
         and o.actual_flag in ('A', 'ALL') and upper(o.je_source_name) in (upper(r.je_source_name), 'ALL');
      xx_tieout_json.put(x_setup, 'autopost_flag', case when l_sets > 0 then 'Y' else 'N' end);
    end loop;
    if not x_setup.has('je_source_name') then
      xx_tieout_json.refuse('NO_SETUP', 'the journal source does not exist');
    end if;
  end put_source;

  procedure put_category(x_setup in out nocopy json_object_t, p_je_category in varchar2) is
  begin
    for r in (select c.je_category_name, c.user_je_category_name
                from gl_je_categories c where c.user_je_category_name = p_je_category)
    loop
      xx_tieout_json.put(x_setup, 'je_category_name', r.je_category_name);
      xx_tieout_json.put(x_setup, 'user_je_category_name', r.user_je_category_name);
    end loop;
    if not x_setup.has('je_category_name') then
      xx_tieout_json.refuse('NO_SETUP', 'the journal category does not exist');
    end if;
  end put_category;

  function setup(p_ledger_id in number, p_je_source in varchar2, p_je_category in varchar2) return clob is
    l_setup json_object_t;
  begin
    l_setup := json_object_t();
    xx_tieout_json.put(l_setup, 'package_version', xx_tieout_json.c_version);
    xx_tieout_json.put(l_setup, 'user_name', fnd_global.user_name);
    put_ledger(l_setup, p_ledger_id);
    put_source(l_setup, p_ledger_id, p_je_source);
    put_category(l_setup, p_je_category);
    xx_tieout_json.put(l_setup, 'database_timezone',
      nvl(fnd_timezones.get_server_timezone_code, to_char(systimestamp, 'TZH:TZM')));
    l_setup.put('currencies', currencies());
    return l_setup.to_clob();
  end setup;

  function item(p_item in c_item%rowtype) return json_object_t is
    l_row json_object_t;
  begin
    l_row := json_object_t();
    xx_tieout_json.put(l_row, 'payment_schedule_id', xx_tieout_json.number_text(p_item.payment_schedule_id));
    xx_tieout_json.put(l_row, 'customer_trx_id', xx_tieout_json.number_text(p_item.customer_trx_id));
    xx_tieout_json.put(l_row, 'trx_number', p_item.trx_number);
    xx_tieout_json.put(l_row, 'class', p_item.class);
    xx_tieout_json.put(l_row, 'status', p_item.status);
    xx_tieout_json.put(l_row, 'org_id', xx_tieout_json.number_text(p_item.org_id));
    xx_tieout_json.put(l_row, 'cust_account_id', xx_tieout_json.number_text(p_item.customer_id));
    xx_tieout_json.put(l_row, 'account_number', p_item.account_number);
    xx_tieout_json.put(l_row, 'party_name', p_item.party_name);
    xx_tieout_json.put(l_row, 'invoice_currency_code', p_item.invoice_currency_code);
    xx_tieout_json.put(l_row, 'amount_due_original',
      xx_tieout_json.amount_text(p_item.amount_due_original, p_item.precision));
    xx_tieout_json.put(l_row, 'amount_due_remaining',
      xx_tieout_json.amount_text(p_item.amount_due_remaining, p_item.precision));
    xx_tieout_json.put(l_row, 'amount_in_dispute',
      xx_tieout_json.amount_text(p_item.amount_in_dispute, p_item.precision));
    xx_tieout_json.put(l_row, 'selected_for_receipt_batch_id',
      xx_tieout_json.number_text(p_item.selected_for_receipt_batch_id));
    xx_tieout_json.put(l_row, 'terms_sequence_number', xx_tieout_json.number_text(p_item.terms_sequence_number));
    xx_tieout_json.put(l_row, 'number_of_due_dates', xx_tieout_json.number_text(p_item.number_of_due_dates));
    xx_tieout_json.put(l_row, 'trx_date', xx_tieout_json.day_text(p_item.trx_date));
    xx_tieout_json.put(l_row, 'due_date', xx_tieout_json.day_text(p_item.due_date));
    xx_tieout_json.put(l_row, 'gl_date', xx_tieout_json.day_text(p_item.gl_date));
    xx_tieout_json.put(l_row, 'last_update_date', xx_tieout_json.time_text(p_item.last_update_date));
    return l_row;
  end item;

  procedure open_items(p_org_ids_json in clob, p_changed_since in varchar2, p_after_id in varchar2,
    p_page_size in varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
    l_orgs sys.odcivarchar2list;
    l_since date;
    l_after number;
    l_size pls_integer;
    l_last number;
    l_seen pls_integer := 0;
    l_rows json_array_t;
  begin
    l_orgs := xx_tieout_json.texts(p_org_ids_json, 'P_ORG_IDS_JSON');
    check_ids(l_orgs, 'P_ORG_IDS_JSON');
    l_since := xx_tieout_json.moment(p_changed_since, 'P_CHANGED_SINCE');
    l_after := after_id(p_after_id);
    l_size := xx_tieout_json.page_size(p_page_size);
    l_rows := json_array_t();
    x_next_after_id := null;
    for k in (select ps.payment_schedule_id
                from ar_payment_schedules_all ps
               where ps.payment_schedule_id > l_after and ps.class in ('INV', 'DM', 'CB', 'CM')
                 and ps.org_id in (select to_number(t.column_value) from table(l_orgs) t)
                 and ((l_since is null and ps.status = 'OP' and ps.amount_due_remaining <> 0)
                      or ps.last_update_date >= l_since)
               order by ps.payment_schedule_id fetch first 1001 rows only)
    loop
      if l_seen = l_size then
        x_next_after_id := xx_tieout_json.number_text(l_last);
        exit;
      end if;
      l_seen := l_seen + 1;
      l_last := k.payment_schedule_id;
      for r in c_item(k.payment_schedule_id) loop
        l_rows.append(item(r));
      end loop;
    end loop;
    x_rows_json := l_rows.to_clob();
  end open_items;

  function items(p_ids_json in clob) return clob is
    l_ids sys.odcivarchar2list;
    l_rows json_array_t;
  begin
    l_ids := xx_tieout_json.texts(p_ids_json, 'P_IDS_JSON');
    check_ids(l_ids, 'P_IDS_JSON');
    l_rows := json_array_t();
    for i in 1 .. l_ids.count loop
      for r in c_item(to_number(l_ids(i))) loop
        l_rows.append(item(r));
      end loop;
    end loop;
    return l_rows.to_clob();
  end items;

  procedure customers(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
    l_since date;
    l_after number;
    l_size pls_integer;
    l_last number;
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_since := xx_tieout_json.moment(p_changed_since, 'P_CHANGED_SINCE');
    l_after := after_id(p_after_id);
    l_size := xx_tieout_json.page_size(p_page_size);
    l_rows := json_array_t();
    x_next_after_id := null;
    -- the name stands on the party: a change of it must be seen too
    for r in (select ca.cust_account_id, ca.account_number, ca.party_id, p.party_name, ca.status,
                     greatest(ca.last_update_date, p.last_update_date) as changed_at
                from hz_cust_accounts ca
                join hz_parties p on p.party_id = ca.party_id
               where ca.cust_account_id > l_after
                 and (l_since is null or ca.last_update_date >= l_since or p.last_update_date >= l_since)
               order by ca.cust_account_id fetch first 1001 rows only)
    loop
      if l_rows.get_size = l_size then
        x_next_after_id := xx_tieout_json.number_text(l_last);
        exit;
      end if;
      l_last := r.cust_account_id;
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'cust_account_id', xx_tieout_json.number_text(r.cust_account_id));
      xx_tieout_json.put(l_row, 'account_number', r.account_number);
      xx_tieout_json.put(l_row, 'party_id', xx_tieout_json.number_text(r.party_id));
      xx_tieout_json.put(l_row, 'party_name', r.party_name);
      xx_tieout_json.put(l_row, 'status', r.status);
      xx_tieout_json.put(l_row, 'last_update_date', xx_tieout_json.time_text(r.changed_at));
      l_rows.append(l_row);
    end loop;
    x_rows_json := l_rows.to_clob();
  end customers;

  procedure merges(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
    l_since date;
    l_after number;
    l_size pls_integer;
    l_last number;
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_since := xx_tieout_json.moment(p_changed_since, 'P_CHANGED_SINCE');
    l_after := after_id(p_after_id);
    l_size := xx_tieout_json.page_size(p_page_size);
    l_rows := json_array_t();
    x_next_after_id := null;
    -- sites merged within one account leave the account what it was
    for r in (select m.customer_merge_id, m.duplicate_id, m.customer_id, m.process_flag,
                     nvl(m.program_update_date, m.last_update_date) as merged_at
                from ra_customer_merges m
               where m.customer_merge_id > l_after and m.duplicate_id <> m.customer_id
                 and (l_since is null or m.program_update_date >= l_since or m.last_update_date >= l_since)
               order by m.customer_merge_id fetch first 1001 rows only)
    loop
      if l_rows.get_size = l_size then
        x_next_after_id := xx_tieout_json.number_text(l_last);
        exit;
      end if;
      l_last := r.customer_merge_id;
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'customer_merge_id', xx_tieout_json.number_text(r.customer_merge_id));
      xx_tieout_json.put(l_row, 'loser_cust_account_id', xx_tieout_json.number_text(r.duplicate_id));
      xx_tieout_json.put(l_row, 'survivor_cust_account_id', xx_tieout_json.number_text(r.customer_id));
      xx_tieout_json.put(l_row, 'process_flag', r.process_flag);
      xx_tieout_json.put(l_row, 'merged_at', xx_tieout_json.time_text(r.merged_at));
      l_rows.append(l_row);
    end loop;
    x_rows_json := l_rows.to_clob();
  end merges;

  function periods(p_ledger_id in number) return clob is
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_rows := json_array_t();
    for r in (select s.period_name, s.start_date, s.end_date, s.closing_status, s.adjustment_period_flag
                from gl_period_statuses s
               where s.application_id = 101 and s.ledger_id = p_ledger_id
               order by s.start_date, s.end_date, s.period_name)
    loop
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'period_name', r.period_name);
      xx_tieout_json.put(l_row, 'start_date', xx_tieout_json.day_text(r.start_date));
      xx_tieout_json.put(l_row, 'end_date', xx_tieout_json.day_text(r.end_date));
      xx_tieout_json.put(l_row, 'closing_status', r.closing_status);
      xx_tieout_json.put(l_row, 'adjustment_period_flag', r.adjustment_period_flag);
      l_rows.append(l_row);
    end loop;
    return l_rows.to_clob();
  end periods;

  function accounts(p_ledger_id in number, p_accounts_json in clob) return clob is
    l_accounts sys.odcivarchar2list;
    l_rows json_array_t;
    l_row json_object_t;
  begin
    l_accounts := xx_tieout_json.texts(p_accounts_json, 'P_ACCOUNTS_JSON');
    l_rows := json_array_t();
    for r in (select v.concatenated_segments, b.code_combination_id, b.enabled_flag, b.summary_flag,
                     b.detail_posting_allowed_flag, b.start_date_active, b.end_date_active, b.reference3
                from gl_ledgers l
                join gl_code_combinations_kfv v on v.chart_of_accounts_id = l.chart_of_accounts_id
                join gl_code_combinations b on b.code_combination_id = v.code_combination_id
               where l.ledger_id = p_ledger_id
                 and v.concatenated_segments in (select t.column_value from table(l_accounts) t)
               order by b.code_combination_id)
    loop
      l_row := json_object_t();
      xx_tieout_json.put(l_row, 'concatenated_segments', r.concatenated_segments);
      xx_tieout_json.put(l_row, 'code_combination_id', xx_tieout_json.number_text(r.code_combination_id));
      xx_tieout_json.put(l_row, 'enabled_flag', r.enabled_flag);
      xx_tieout_json.put(l_row, 'summary_flag', r.summary_flag);
      xx_tieout_json.put(l_row, 'detail_posting_allowed_flag', r.detail_posting_allowed_flag);
      xx_tieout_json.put(l_row, 'start_date_active', xx_tieout_json.day_text(r.start_date_active));
      xx_tieout_json.put(l_row, 'end_date_active', xx_tieout_json.day_text(r.end_date_active));
      xx_tieout_json.put(l_row, 'reference3', r.reference3);
      l_rows.append(l_row);
    end loop;
    return l_rows.to_clob();
  end accounts;
end xx_tieout_read;
/
show errors package body xx_tieout_read
