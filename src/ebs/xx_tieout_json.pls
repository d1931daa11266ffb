create or replace package xx_tieout_json authid current_user as
/* $Header: xx_tieout_json.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Private to Tieout: values that cross the wire, and how a refusal travels to the caller.
-- Amounts are major units of their currency; dates are corporate calendar days; times are the database's.

  c_version constant varchar2(20) := '1.0.0';

  -- Raises a refusal that explain() turns into the answer. UNEXPECTED becomes status U, every other code E.
  procedure refuse(p_code in varchar2, p_sentence in varchar2);
  procedure explain(p_number in number, p_message in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2);
  procedure succeed(x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2);

  -- Inputs: each refuses BAD_INPUT with the field's name.
  function needed(p_value in varchar2, p_name in varchar2, p_bytes in pls_integer) return varchar2;
  function whole_number(p_value in varchar2, p_name in varchar2) return number;
  function page_size(p_value in varchar2) return pls_integer;
  function day(p_value in varchar2, p_name in varchar2) return date;
  function moment(p_value in varchar2, p_name in varchar2) return date;
  function parsed_array(p_json in clob, p_name in varchar2) return json_array_t;
  function parsed_object(p_json in clob, p_name in varchar2) return json_object_t;
  function object_at(p_array in json_array_t, p_index in pls_integer, p_name in varchar2) return json_object_t;
  function array_of(p_object in json_object_t, p_key in varchar2) return json_array_t;
  function text(p_object in json_object_t, p_key in varchar2) return varchar2;
  function texts(p_json in clob, p_name in varchar2) return sys.odcivarchar2list;

  -- Outputs.
  procedure put(x_object in out nocopy json_object_t, p_key in varchar2, p_value in varchar2);
  function number_text(p_value in number) return varchar2;
  function amount_text(p_value in number, p_precision in number) return varchar2;
  function day_text(p_value in date) return varchar2;
  function time_text(p_value in date) return varchar2;

  -- Lower-case hex SHA-256 of the text's bytes in AL32UTF8.
  function sha256(p_text in clob) return varchar2;
end xx_tieout_json;
/
create or replace package body xx_tieout_json as
/* $Header: xx_tieout_json.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */

  c_refusal constant number := -20901;
  c_most constant pls_integer := 1000;

  procedure refuse(p_code in varchar2, p_sentence in varchar2) is
  begin
    raise_application_error(-20901, p_code || '|' || substrb(p_sentence, 1, 1500));
  end refuse;

  procedure succeed(x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2) is
  begin
    x_return_status := 'S';
    x_msg_code := null;
    x_msg_data := null;
  end succeed;

  procedure explain(p_number in number, p_message in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2) is
  begin
    if p_number = c_refusal then
      -- the message is "ORA-20901: CODE|sentence", perhaps followed by the lines of outer errors
      x_msg_code := regexp_substr(p_message, 'ORA-20901: ([A-Z_]+)\|', 1, 1, null, 1);
      x_msg_data := regexp_substr(p_message, '\|([^' || chr(10) || ']*)', 1, 1, null, 1);
      x_return_status := case x_msg_code when 'UNEXPECTED' then 'U' else 'E' end;
    else
      -- only number and place: the database's own text may quote data
      x_return_status := 'U';
      x_msg_code := 'UNEXPECTED';
      x_msg_data := 'ORA' || to_char(p_number, 'fm00000') || ' '
        || substrb(replace(dbms_utility.format_error_backtrace, chr(10), ' '), 1, 1500);
    end if;
  end explain;

  function needed(p_value in varchar2, p_name in varchar2, p_bytes in pls_integer) return varchar2 is
  begin
    if p_value is null then
      refuse('BAD_INPUT', p_name || ' is missing');
    elsif lengthb(p_value) > p_bytes then
      refuse('BAD_INPUT', p_name || ' is longer than ' || p_bytes || ' bytes');
    end if;
    return p_value;
  end needed;

  function whole_number(p_value in varchar2, p_name in varchar2) return number is
  begin
    if p_value is null or not regexp_like(p_value, '^[0-9]{1,18}$') then
      refuse('BAD_INPUT', p_name || ' is not a whole number in plain digits');
    end if;
    return to_number(p_value);
  end whole_number;

  function page_size(p_value in varchar2) return pls_integer is
    l_size number;
  begin
    l_size := whole_number(p_value, 'P_PAGE_SIZE');
    if l_size < 1 or l_size > c_most then
      refuse('BAD_INPUT', 'P_PAGE_SIZE is not between 1 and ' || c_most);
    end if;
    return l_size;
  end page_size;

  function parsed_date(p_value in varchar2, p_name in varchar2, p_format in varchar2) return date is
    l_date date;
  begin
    l_date := to_date(p_value, p_format);
    return l_date;
  exception
    when others then
      refuse('BAD_INPUT', p_name || ' is not a date that exists');
  end parsed_date;

  function day(p_value in varchar2, p_name in varchar2) return date is
  begin
    if p_value is null or not regexp_like(p_value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') then
      refuse('BAD_INPUT', p_name || ' is not YYYY-MM-DD');
    end if;
    return parsed_date(p_value, p_name, 'fxyyyy-mm-dd');
  end day;

  function moment(p_value in varchar2, p_name in varchar2) return date is
  begin
    if p_value is null then
      return null;
    elsif not regexp_like(p_value, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$') then
      refuse('BAD_INPUT', p_name || ' is not YYYY-MM-DDTHH:MM:SS');
    end if;
    return parsed_date(p_value, p_name, 'fxyyyy-mm-dd"T"hh24:mi:ss');
  end moment;

  function parsed(p_json in clob, p_name in varchar2) return json_element_t is
    l_element json_element_t;
  begin
    if p_json is null then
      refuse('BAD_INPUT', p_name || ' is missing');
    end if;
    begin
      l_element := json_element_t.parse(p_json);
    exception
      when others then
        refuse('BAD_INPUT', p_name || ' is not JSON');
    end;
    return l_element;
  end parsed;

  function parsed_array(p_json in clob, p_name in varchar2) return json_array_t is
    l_element json_element_t;
  begin
    l_element := parsed(p_json, p_name);
    if not l_element.is_array then
      refuse('BAD_INPUT', p_name || ' is not a JSON array');
    end if;
    return treat(l_element as json_array_t);
  end parsed_array;

  function parsed_object(p_json in clob, p_name in varchar2) return json_object_t is
    l_element json_element_t;
  begin
    l_element := parsed(p_json, p_name);
    if not l_element.is_object then
      refuse('BAD_INPUT', p_name || ' is not a JSON object');
    end if;
    return treat(l_element as json_object_t);
  end parsed_object;

  function object_at(p_array in json_array_t, p_index in pls_integer, p_name in varchar2) return json_object_t is
    l_element json_element_t;
  begin
    l_element := p_array.get(p_index);
    if not l_element.is_object then
      refuse('BAD_INPUT', p_name || ' holds something that is not an object');
    end if;
    return treat(l_element as json_object_t);
  end object_at;

  function array_of(p_object in json_object_t, p_key in varchar2) return json_array_t is
    l_element json_element_t;
  begin
    if not p_object.has(p_key) then
      refuse('BAD_INPUT', p_key || ' is missing');
    end if;
    l_element := p_object.get(p_key);
    if not l_element.is_array then
      refuse('BAD_INPUT', p_key || ' is not an array');
    end if;
    return treat(l_element as json_array_t);
  end array_of;

  function text(p_object in json_object_t, p_key in varchar2) return varchar2 is
    l_element json_element_t;
  begin
    if not p_object.has(p_key) then
      return null;
    end if;
    l_element := p_object.get(p_key);
    if l_element.is_null then
      return null;
    elsif not l_element.is_string then
      refuse('BAD_INPUT', p_key || ' is neither a string nor null');
    end if;
    return p_object.get_string(p_key);
  end text;

  function texts(p_json in clob, p_name in varchar2) return sys.odcivarchar2list is
    l_array json_array_t;
    l_element json_element_t;
    l_texts sys.odcivarchar2list;
  begin
    l_array := parsed_array(p_json, p_name);
    l_texts := sys.odcivarchar2list();
    if l_array.get_size > c_most then
      refuse('BAD_INPUT', p_name || ' holds more than ' || c_most || ' entries');
    end if;
    for i in 0 .. l_array.get_size - 1 loop
      l_element := l_array.get(i);
      if not l_element.is_string then
        refuse('BAD_INPUT', p_name || ' holds something that is not a string');
      end if;
      l_texts.extend;
      l_texts(l_texts.count) := needed(l_array.get_string(i), p_name, 1000);
    end loop;
    return l_texts;
  end texts;

  procedure put(x_object in out nocopy json_object_t, p_key in varchar2, p_value in varchar2) is
  begin
    if p_value is null then
      x_object.put_null(p_key);
    else
      x_object.put(p_key, p_value);
    end if;
  end put;

  function number_text(p_value in number) return varchar2 is
    l_text varchar2(64);
  begin
    l_text := to_char(p_value, 'TM9', 'nls_numeric_characters=''.,''');
    -- the database leaves out the zero before the point
    return regexp_replace(l_text, '^(-?)\.', '\10.');
  end number_text;

  function amount_text(p_value in number, p_precision in number) return varchar2 is
    l_text varchar2(64);
    l_shown pls_integer;
  begin
    l_text := number_text(p_value);
    if l_text is null or nvl(p_precision, 0) = 0 then
      return l_text;
    end if;
    l_shown := case when instr(l_text, '.') = 0 then 0 else length(l_text) - instr(l_text, '.') end;
    if l_shown = 0 then
      l_text := l_text || '.';
    end if;
    return case when l_shown < p_precision then l_text || rpad('0', p_precision - l_shown, '0') else l_text end;
  end amount_text;

  function day_text(p_value in date) return varchar2 is
  begin
    return to_char(p_value, 'yyyy-mm-dd');
  end day_text;

  function time_text(p_value in date) return varchar2 is
  begin
    return to_char(p_value, 'yyyy-mm-dd"T"hh24:mi:ss');
  end time_text;

  function sha256(p_text in clob) return varchar2 is
    l_bytes blob;
    l_to integer := 1;
    l_from integer := 1;
    l_context integer := dbms_lob.default_lang_ctx;
    l_warning integer;
    l_hash raw(32);
  begin
    dbms_lob.createtemporary(l_bytes, true, dbms_lob.call);
    dbms_lob.converttoblob(l_bytes, p_text, dbms_lob.lobmaxsize, l_to, l_from, nls_charset_id('AL32UTF8'),
      l_context, l_warning);
    l_hash := dbms_crypto.hash(l_bytes, dbms_crypto.hash_sh256);
    dbms_lob.freetemporary(l_bytes);
    return lower(rawtohex(l_hash));
  end sha256;
end xx_tieout_json;
/
show errors package body xx_tieout_json
