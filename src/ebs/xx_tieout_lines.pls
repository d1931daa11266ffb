create or replace package xx_tieout_lines authid current_user as
/* $Header: xx_tieout_lines.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: the lines of one posting, from JSON to GL_INTERFACE and back for comparison.

  type t_line is record (
    code_combination_id number, currency_code varchar2(15), entered_dr number, entered_cr number,
    conversion_type varchar2(30), conversion_date date, reference22 varchar2(240), description varchar2(240));
  type t_lines is table of t_line index by pls_integer;
  type t_numbers is table of number index by varchar2(4000);
  -- One ledger and what was looked up for it during this call.
  type t_ledger is record (
    ledger_id number, currency_code varchar2(15), chart_of_accounts_id number,
    accounts t_numbers, precisions t_numbers);
  type t_head is record (
    reference varchar2(30), group_id number, ledger_id number, accounting_date date,
    je_source varchar2(25), je_category varchar2(25));

  -- NO_SETUP when the ledger doesn't exist.
  function ledger(p_ledger_id in number) return t_ledger;
  -- Reads and checks; x_fault is the first thing wrong in words, null when all is right.
  procedure read(p_lines in json_array_t, x_ledger in out nocopy t_ledger, x_lines out nocopy t_lines,
    x_fault out nocopy varchar2);
  procedure add_rows(p_head in t_head, p_lines in t_lines);
  -- Whether the group's rows of the reference are these lines, one for one, all of one date and category.
  -- Fills category and date of x_head from the rows.
  function same_rows(x_head in out nocopy t_head, p_lines in t_lines) return boolean;
end xx_tieout_lines;
/
create or replace package body xx_tieout_lines as
/* $Header: xx_tieout_lines.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  function ledger(p_ledger_id in number) return t_ledger is
    l_ledger t_ledger;
  begin
    select l.ledger_id, l.currency_code, l.chart_of_accounts_id
      into l_ledger.ledger_id, l_ledger.currency_code, l_ledger.chart_of_accounts_id
      from gl_ledgers l where l.ledger_id = p_ledger_id;
    return l_ledger;
  exception
    when no_data_found then
      xx_tieout_json.refuse('NO_SETUP', 'ledger ' || p_ledger_id || ' does not exist');
  end ledger;

  procedure remember(x_numbers in out nocopy t_numbers, p_key in varchar2, p_value in number) is
  begin
    x_numbers(p_key) := p_value;
  end remember;

  -- -1 when the chart of accounts has no such combination
  function account_id(x_ledger in out nocopy t_ledger, p_account in varchar2) return number is
    l_id number;
  begin
    if p_account is null or lengthb(p_account) > 1000 then
      return -1;
    end if;
    if not x_ledger.accounts.exists(p_account) then
      select nvl(max(v.code_combination_id), -1) into l_id
        from gl_code_combinations_kfv v
       where v.chart_of_accounts_id = x_ledger.chart_of_accounts_id
         and v.concatenated_segments = p_account;
      remember(x_ledger.accounts, p_account, l_id);
    end if;
    return x_ledger.accounts(p_account);
  end account_id;

  -- -1 when EBS has no such currency
  function precision_of(x_ledger in out nocopy t_ledger, p_currency in varchar2) return number is
    l_precision number;
  begin
    if not x_ledger.precisions.exists(p_currency) then
      select nvl(max(c.precision), -1) into l_precision from fnd_currencies c where c.currency_code = p_currency;
      remember(x_ledger.precisions, p_currency, l_precision);
    end if;
    return x_ledger.precisions(p_currency);
  end precision_of;

  -- Null for null; x_fault when it is no positive number or finer than the currency.
  function amount(p_text in varchar2, p_precision in number, x_fault in out nocopy varchar2) return number is
    l_amount number;
  begin
    if p_text is null then
      return null;
    elsif not regexp_like(p_text, '^[0-9]{1,18}(\.[0-9]{1,9})?$') then
      x_fault := 'an amount is not a positive number in plain digits';
      return null;
    end if;
    l_amount := to_number(p_text, '999999999999999999D999999999', 'nls_numeric_characters=''.,''');
    if l_amount <= 0 then
      x_fault := 'an amount is not positive';
    elsif l_amount <> round(l_amount, p_precision) then
      x_fault := 'an amount has more decimals than its currency';
    end if;
    return l_amount;
  end amount;

  function too_long(p_line in json_object_t) return varchar2 is
  begin
    return case
      when lengthb(xx_tieout_json.text(p_line, 'currency_code')) > 15 then 'currency_code'
      when lengthb(xx_tieout_json.text(p_line, 'conversion_type')) > 30 then 'conversion_type'
      when lengthb(xx_tieout_json.text(p_line, 'reference22')) > 240 then 'reference22'
      when lengthb(xx_tieout_json.text(p_line, 'description')) > 240 then 'description'
    end;
  end too_long;

  procedure read_line(p_line in json_object_t, x_ledger in out nocopy t_ledger, x_line out nocopy t_line,
    x_fault in out nocopy varchar2) is
    l_field varchar2(30);
    l_day varchar2(32767);
    l_precision number;
  begin
    l_field := too_long(p_line);
    if l_field is not null then
      x_fault := l_field || ' is too long for its column';
      return;
    end if;
    x_line.currency_code := xx_tieout_json.text(p_line, 'currency_code');
    l_precision := case when x_line.currency_code is null then -1
      else precision_of(x_ledger, x_line.currency_code) end;
    if l_precision < 0 then
      x_fault := 'unknown currency';
      return;
    end if;
    x_line.code_combination_id := account_id(x_ledger, xx_tieout_json.text(p_line, 'account'));
    x_line.entered_dr := amount(xx_tieout_json.text(p_line, 'entered_dr'), l_precision, x_fault);
    x_line.entered_cr := amount(xx_tieout_json.text(p_line, 'entered_cr'), l_precision, x_fault);
    x_line.conversion_type := xx_tieout_json.text(p_line, 'conversion_type');
    l_day := xx_tieout_json.text(p_line, 'conversion_date');
    x_line.conversion_date := case when l_day is not null then xx_tieout_json.day(l_day, 'conversion_date') end;
    x_line.reference22 := xx_tieout_json.text(p_line, 'reference22');
    x_line.description := xx_tieout_json.text(p_line, 'description');
    if x_fault is not null then
      return;
    end if;
    x_fault := case
      when x_line.code_combination_id < 0 then 'unknown account segments'
      when x_line.entered_dr is null and x_line.entered_cr is null then 'a line has neither debit nor credit'
      when x_line.entered_dr is not null and x_line.entered_cr is not null then 'a line has debit and credit'
      when x_line.currency_code <> x_ledger.currency_code
           and (x_line.conversion_type is null or x_line.conversion_date is null)
        then 'a foreign currency line needs conversion type and date'
    end;
  end read_line;

  function unbalanced(p_lines in t_lines) return varchar2 is
    l_sums t_numbers;
    l_currency varchar2(15);
  begin
    for i in 1 .. p_lines.count loop
      l_currency := p_lines(i).currency_code;
      if not l_sums.exists(l_currency) then
        l_sums(l_currency) := 0;
      end if;
      l_sums(l_currency) := l_sums(l_currency) + nvl(p_lines(i).entered_dr, 0) - nvl(p_lines(i).entered_cr, 0);
    end loop;
    l_currency := l_sums.first;
    while l_currency is not null loop
      if l_sums(l_currency) <> 0 then
        return 'debits and credits in ' || l_currency || ' are not equal';
      end if;
      l_currency := l_sums.next(l_currency);
    end loop;
    return null;
  end unbalanced;

  procedure read(p_lines in json_array_t, x_ledger in out nocopy t_ledger, x_lines out nocopy t_lines,
    x_fault out nocopy varchar2) is
    l_lines t_lines;
    l_line t_line;
    l_fault varchar2(200);
  begin
    if p_lines.get_size = 0 then
      l_fault := 'no lines';
    end if;
    for i in 0 .. p_lines.get_size - 1 loop
      exit when l_fault is not null;
      read_line(xx_tieout_json.object_at(p_lines, i, 'lines'), x_ledger, l_line, l_fault);
      l_lines(i + 1) := l_line;
    end loop;
    if l_fault is null then
      l_fault := unbalanced(l_lines);
    end if;
    x_lines := l_lines;
    x_fault := l_fault;
  end read;

  procedure add_rows(p_head in t_head, p_lines in t_lines) is
  begin
    for i in 1 .. p_lines.count loop
      insert into gl_interface (status, ledger_id, accounting_date, currency_code, date_created, created_by,
        actual_flag, user_je_category_name, user_je_source_name, user_currency_conversion_type,
        currency_conversion_date, code_combination_id, entered_dr, entered_cr, group_id,
        reference4, reference6, reference10, reference21, reference22)
      values ('NEW', p_head.ledger_id, p_head.accounting_date, p_lines(i).currency_code, sysdate, fnd_global.user_id,
        'A', p_head.je_category, p_head.je_source, p_lines(i).conversion_type,
        p_lines(i).conversion_date, p_lines(i).code_combination_id, p_lines(i).entered_dr, p_lines(i).entered_cr,
        p_head.group_id, substr(p_head.reference, 1, 25), p_head.reference, p_lines(i).description,
        p_head.reference, p_lines(i).reference22);
    end loop;
  end add_rows;

  function likeness(p_line in t_line) return varchar2 is
    c_end constant varchar2(1) := chr(31);
  begin
    return p_line.code_combination_id || c_end || p_line.currency_code
      || c_end || xx_tieout_json.number_text(p_line.entered_dr)
      || c_end || xx_tieout_json.number_text(p_line.entered_cr)
      || c_end || p_line.conversion_type || c_end || xx_tieout_json.day_text(p_line.conversion_date)
      || c_end || p_line.reference22 || c_end || p_line.description;
  end likeness;

  function same_rows(x_head in out nocopy t_head, p_lines in t_lines) return boolean is
    l_left t_numbers;
    l_count pls_integer := 0;
    l_line t_line;
    l_like varchar2(4000);
  begin
    for i in 1 .. p_lines.count loop
      l_like := likeness(p_lines(i));
      if not l_left.exists(l_like) then
        l_left(l_like) := 0;
      end if;
      l_left(l_like) := l_left(l_like) + 1;
    end loop;
    for r in (select i.* from gl_interface i
               where i.reference21 = x_head.reference and i.group_id = x_head.group_id
                 and i.ledger_id = x_head.ledger_id and i.user_je_source_name = x_head.je_source)
    loop
      l_count := l_count + 1;
      x_head.je_category := nvl(x_head.je_category, r.user_je_category_name);
      x_head.accounting_date := nvl(x_head.accounting_date, r.accounting_date);
      l_line.code_combination_id := r.code_combination_id;
      l_line.currency_code := r.currency_code;
      l_line.entered_dr := r.entered_dr;
      l_line.entered_cr := r.entered_cr;
      l_line.conversion_type := r.user_currency_conversion_type;
      l_line.conversion_date := r.currency_conversion_date;
      l_line.reference22 := r.reference22;
      l_line.description := r.reference10;
      l_like := likeness(l_line);
      if not l_left.exists(l_like) then
        return false;
      elsif r.actual_flag <> 'A' or r.user_je_category_name <> x_head.je_category
         or r.accounting_date <> x_head.accounting_date then
        return false;
      end if;
      l_left(l_like) := l_left(l_like) - 1;
      if l_left(l_like) < 0 then
        return false;
      end if;
    end loop;
    return l_count = p_lines.count;
  end same_rows;
end xx_tieout_lines;
/
show errors package body xx_tieout_lines
