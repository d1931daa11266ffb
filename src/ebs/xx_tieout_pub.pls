create or replace package xx_tieout_pub authid current_user as
/* $Header: xx_tieout_pub.pls 1.0.0 2026/11/21 12:00:00 tieout ship $ */
/*#
 * Reads open items and customers, loads journals exactly once and tells what became of them.
 * @rep:scope public
 * @rep:product GL
 * @rep:lifecycle active
 * @rep:displayname Tieout Connector Services
 * @rep:compatibility S
 * @rep:category BUSINESS_ENTITY GL_JOURNAL
 */

/*#
 * Tells how ledger, journal source and category are set up.
 * @param p_ledger_id Ledger id, plain digits
 * @param p_je_source Journal source, user name
 * @param p_je_category Journal category, user name
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_setup_json The set-up as one JSON object
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Check Set-up
 */
  procedure check_setup(p_ledger_id in varchar2, p_je_source in varchar2, p_je_category in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_setup_json out nocopy clob);

/*#
 * Open receivable items of operating units; with a time, every item changed since, closed ones too.
 * @param p_org_ids_json Operating unit ids, a JSON array of strings
 * @param p_changed_since Database time YYYY-MM-DDTHH:MM:SS from an earlier answer, or null for all
 * @param p_after_id Last id of the page before, or null for the first page
 * @param p_page_size Rows a page, 1 to 1000
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @param x_next_after_id Id to go on from, null after the last page
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Open Items
 */
  procedure get_open_items(p_org_ids_json in clob, p_changed_since in varchar2, p_after_id in varchar2,
    p_page_size in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_rows_json out nocopy clob,
    x_next_after_id out nocopy varchar2);

/*#
 * Receivable items by payment schedule id.
 * @param p_ids_json Payment schedule ids, a JSON array of at most 1000 strings
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Items
 */
  procedure get_items(p_ids_json in clob, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_rows_json out nocopy clob);

/*#
 * Customer accounts, changed since a time or all.
 * @param p_changed_since Database time YYYY-MM-DDTHH:MM:SS from an earlier answer, or null for all
 * @param p_after_id Last id of the page before, or null for the first page
 * @param p_page_size Rows a page, 1 to 1000
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @param x_next_after_id Id to go on from, null after the last page
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Customers
 */
  procedure get_customers(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);

/*#
 * Merges of customer accounts, since a time or all.
 * @param p_changed_since Database time YYYY-MM-DDTHH:MM:SS from an earlier answer, or null for all
 * @param p_after_id Last id of the page before, or null for the first page
 * @param p_page_size Rows a page, 1 to 1000
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @param x_next_after_id Id to go on from, null after the last page
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Merges
 */
  procedure get_merges(p_changed_since in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);

/*#
 * General Ledger periods of a ledger.
 * @param p_ledger_id Ledger id, plain digits
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Periods
 */
  procedure get_periods(p_ledger_id in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob);

/*#
 * Account combinations by their segments; unknown ones give no row.
 * @param p_ledger_id Ledger id, plain digits
 * @param p_accounts_json Concatenated segments, a JSON array of at most 1000 strings
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Accounts
 */
  procedure get_accounts(p_ledger_id in varchar2, p_accounts_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob);

/*#
 * Where each reference stands, in one consistent read.
 * @param p_references_json References, a JSON array of at most 1000 strings
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Find References
 */
  procedure find_references(p_references_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob);

/*#
 * A concurrent request with its children.
 * @param p_request_id Concurrent request id
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_request_json The request with its children as one JSON object
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Request
 */
  procedure get_request(p_request_id in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_request_json out nocopy clob);

/*#
 * Rows of a group that wait in the interface table, with their errors in words.
 * @param p_group_id Interface group id
 * @param p_after_id Last id of the page before, or null for the first page
 * @param p_page_size Rows a page, 1 to 1000
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @param x_next_after_id Id to go on from, null after the last page
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Group Rows
 */
  procedure get_group_rows(p_group_id in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);

/*#
 * Journal lines that carry the references, as they stand in the books.
 * @param p_references_json References, a JSON array of at most 1000 strings
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Get Journal Lines
 */
  procedure get_journal_lines(p_references_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_rows_json out nocopy clob);

/*#
 * Every reference of an installation, with stage and lines.
 * @param p_installation Name of the installation
 * @param p_after_id Last id of the page before, or null for the first page
 * @param p_page_size Rows a page, 1 to 1000
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_rows_json Rows as a JSON array
 * @param x_next_after_id Id to go on from, null after the last page
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname List References
 */
  procedure list_references(p_installation in varchar2, p_after_id in varchar2, p_page_size in varchar2,
    x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2,
    x_db_time out nocopy varchar2, x_rows_json out nocopy clob, x_next_after_id out nocopy varchar2);

/*#
 * Loads postings into the interface table, each reference at most once.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param p_load_number Rising number of the load, plain digits
 * @param p_request_key Lower-case hex SHA-256 of the bytes of the batch
 * @param p_batch_json The batch: ledger, date, source, category and postings as one JSON object
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_results_json One result for each entry of the call, a JSON array
 * @param x_max_load_number Highest load number this installation ever used
 * @param x_max_incarnation Highest incarnation this installation ever used
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Load Journals
 */
  procedure load_journals(p_installation in varchar2, p_incarnation in varchar2, p_load_number in varchar2,
    p_request_key in varchar2, p_batch_json in clob, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_results_json out nocopy clob, x_max_load_number out nocopy varchar2, x_max_incarnation out nocopy varchar2);

/*#
 * Closes references that stand nowhere, so that a late load of them fails.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param p_references_json References, a JSON array of at most 1000 strings
 * @param p_reason Why the references are closed, for the people who read the table
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_results_json One result for each entry of the call, a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Close References
 */
  procedure close_references(p_installation in varchar2, p_incarnation in varchar2, p_references_json in clob,
    p_reason in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_results_json out nocopy clob);

/*#
 * Submits Journal Import for a group, once per run number.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param p_group_id Interface group id
 * @param p_run_number Number of the import run of this group, from 1
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_result SUBMITTED, ALREADY, RUNNING or NOTHING
 * @param x_request_id Concurrent request id, null when there is none
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Submit Import
 */
  procedure submit_import(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_run_number in varchar2, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_result out nocopy varchar2,
    x_request_id out nocopy varchar2);

/*#
 * Moves the rows of named references to a new group; all rows become new again.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param p_group_id Interface group id
 * @param p_references_json References, a JSON array of at most 1000 strings
 * @param p_expected_rows Rows that the caller believes to be in the group
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_new_group_id Group that the named rows are in now
 * @param x_moved_rows Rows moved
 * @param x_left_rows Rows left in the old group
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Regroup
 */
  procedure regroup(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_references_json in clob, p_expected_rows in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_new_group_id out nocopy varchar2, x_moved_rows out nocopy varchar2, x_left_rows out nocopy varchar2);

/*#
 * Replaces waiting rows that still are what was loaded.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param p_group_id Interface group id
 * @param p_changes_json Changes, a JSON array of objects
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_results_json One result for each entry of the call, a JSON array
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Amend Lines
 */
  procedure amend_lines(p_installation in varchar2, p_incarnation in varchar2, p_group_id in varchar2,
    p_changes_json in clob, x_return_status out nocopy varchar2, x_msg_code out nocopy varchar2,
    x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2, x_results_json out nocopy clob);

/*#
 * Raises the incarnation below which write calls of the installation are refused.
 * @param p_installation Name of the installation
 * @param p_incarnation Incarnation of its database, plain digits
 * @param x_return_status S success, E refused, U unexpected
 * @param x_msg_code Code of the refusal, null on success
 * @param x_msg_data One sentence, null on success
 * @param x_db_time Database time at the start of the call
 * @param x_incarnation The fence after the call
 * @param x_max_load_number Highest load number this installation ever used
 * @rep:scope public
 * @rep:lifecycle active
 * @rep:displayname Fence
 */
  procedure fence(p_installation in varchar2, p_incarnation in varchar2, x_return_status out nocopy varchar2,
    x_msg_code out nocopy varchar2, x_msg_data out nocopy varchar2, x_db_time out nocopy varchar2,
    x_incarnation out nocopy varchar2, x_max_load_number out nocopy varchar2);

end xx_tieout_pub;
/
show errors package xx_tieout_pub
