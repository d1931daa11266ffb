create or replace package body xx_tieout_pub as
/* $Header: xx_tieout_pub_b.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
-- Each call: note the time, do the work in a private package, trap everything into the answer. A write call
-- commits before it answers S, and undoes all of itself otherwise; its own results are empty then.

  procedure check_setup(p_ledger_id in varchar2, p_je_source in varchar2, p_je_category in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_setup_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_setup_json := xx_tieout_read.setup(xx_tieout_json.whole_number(p_ledger_id, 'P_LEDGER_ID'),
      p_je_source, p_je_category);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_setup_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end check_setup;

  procedure get_open_items(p_org_ids_json in clob, p_changed_since in varchar2, p_after_id in varchar2,
    p_page_size in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_rows_json out nocopy clob,
    x_next_after_id out nocopy varchar2) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_read.open_items(p_org_ids_json, p_changed_since, p_after_id, p_page_size, x_rows_json, x_next_after_id);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      x_next_after_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_open_items;

  procedure get_items(p_ids_json in clob, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_rows_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_rows_json := xx_tieout_read.items(p_ids_json);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_items;

  procedure get_customers(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_read.customers(p_changed_since, p_after_id, p_page_size, x_rows_json, x_next_after_id);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      x_next_after_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_customers;

  procedure get_merges(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_read.merges(p_changed_since, p_after_id, p_page_size, x_rows_json, x_next_after_id);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      x_next_after_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_merges;

  procedure get_periods(p_ledger_id in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_rows_json := xx_tieout_read.periods(xx_tieout_json.whole_number(p_ledger_id, 'P_LEDGER_ID'));
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_periods;

  procedure get_accounts(p_ledger_id in varchar2, p_accounts_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_rows_json := xx_tieout_read.accounts(xx_tieout_json.whole_number(p_ledger_id, 'P_LEDGER_ID'),
      p_accounts_json);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_accounts;

  procedure find_references(p_references_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_rows_json := xx_tieout_find.find_references(p_references_json);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end find_references;

  procedure get_request(p_request_id in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_request_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_request_json := xx_tieout_evidence.get_request(xx_tieout_json.whole_number(p_request_id, 'P_REQUEST_ID'));
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_request_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_request;

  procedure get_group_rows(p_group_id in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_evidence.get_group_rows(xx_tieout_json.whole_number(p_group_id, 'P_GROUP_ID'),
      p_after_id, p_page_size, x_rows_json, x_next_after_id);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      x_next_after_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_group_rows;

  procedure get_journal_lines(p_references_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_rows_json := xx_tieout_evidence.get_journal_lines(p_references_json);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end get_journal_lines;

  procedure list_references(p_installation in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_find.list_references(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      p_after_id, p_page_size, x_rows_json, x_next_after_id);
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      x_rows_json := null;
      x_next_after_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end list_references;

  procedure load_journals(p_installation in varchar2, p_incarnation in varchar2, p_load_number in varchar2,
    p_request_key in varchar2, p_batch_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_results_json out nocopy clob, x_max_load_number out nocopy varchar2, x_max_incarnation out nocopy varchar2) is
    l_load_number number;
    l_incarnation number;
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_results_json := xx_tieout_load.load_journals(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'),
      xx_tieout_json.whole_number(p_load_number, 'P_LOAD_NUMBER'),
      xx_tieout_json.needed(p_request_key, 'P_REQUEST_KEY', 64), p_batch_json);
    xx_tieout_guard.highest(p_installation, l_load_number, l_incarnation);
    x_max_load_number := xx_tieout_json.number_text(l_load_number);
    x_max_incarnation := xx_tieout_json.number_text(l_incarnation);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_results_json := null;
      x_max_load_number := null;
      x_max_incarnation := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end load_journals;

  procedure close_references(p_installation in varchar2, p_incarnation in varchar2, p_references_json in clob,
    p_reason in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_results_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_results_json := xx_tieout_load.close_references(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'), p_references_json, p_reason);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_results_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end close_references;

  procedure submit_import(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_run_number in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_result out nocopy varchar2,
    x_request_id out nocopy varchar2) is
    l_request_id number;
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_import.submit_import(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'),
      xx_tieout_json.whole_number(p_group_id, 'P_GROUP_ID'),
      xx_tieout_json.whole_number(p_run_number, 'P_RUN_NUMBER'), x_result, l_request_id);
    x_request_id := xx_tieout_json.number_text(l_request_id);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_result := null;
      x_request_id := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end submit_import;

  procedure regroup(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_references_json in clob, p_expected_rows in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_new_group_id out nocopy varchar2, x_moved_rows out nocopy varchar2, x_left_rows out nocopy varchar2) is
    l_new_group_id number;
    l_moved_rows number;
    l_left_rows number;
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    xx_tieout_import.regroup(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'),
      xx_tieout_json.whole_number(p_group_id, 'P_GROUP_ID'), p_references_json,
      xx_tieout_json.whole_number(p_expected_rows, 'P_EXPECTED_ROWS'),
      l_new_group_id, l_moved_rows, l_left_rows);
    x_new_group_id := xx_tieout_json.number_text(l_new_group_id);
    x_moved_rows := xx_tieout_json.number_text(l_moved_rows);
    x_left_rows := xx_tieout_json.number_text(l_left_rows);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_new_group_id := null;
      x_moved_rows := null;
      x_left_rows := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end regroup;

  procedure amend_lines(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_changes_json in clob, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_results_json out nocopy clob) is
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    x_results_json := xx_tieout_import.amend_lines(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'),
      xx_tieout_json.whole_number(p_group_id, 'P_GROUP_ID'), p_changes_json);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_results_json := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end amend_lines;

  procedure fence(p_installation in varchar2, p_incarnation in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_incarnation out nocopy varchar2, x_max_load_number out nocopy varchar2) is
    l_fence number;
    l_load_number number;
    l_incarnation number;
  begin
    x_db_time := xx_tieout_json.time_text(sysdate);
    l_fence := xx_tieout_load.raise_fence(xx_tieout_json.needed(p_installation, 'P_INSTALLATION', 64),
      xx_tieout_json.whole_number(p_incarnation, 'P_INCARNATION'));
    xx_tieout_guard.highest(p_installation, l_load_number, l_incarnation);
    x_incarnation := xx_tieout_json.number_text(l_fence);
    x_max_load_number := xx_tieout_json.number_text(l_load_number);
    commit;
    xx_tieout_json.succeed(x_return_status, x_msg_code, x_msg_data);
  exception
    when others then
      rollback;
      x_incarnation := null;
      x_max_load_number := null;
      xx_tieout_json.explain(sqlcode, sqlerrm, x_return_status, x_msg_code, x_msg_data);
  end fence;

end xx_tieout_pub;
/
show errors package body xx_tieout_pub
