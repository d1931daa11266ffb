REM $Header: xx_tieout_indexes.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM Two indexes on tables of the GL schema. Run once, as APPS, in a quiet hour: sqlplus apps @xx_tieout_indexes.sql TABLESPACE
REM Without them each look-up of a reference reads GL_JE_LINES as a whole. Rows whose column is null are not in
REM the index, so its size follows the lines that carry a reference. First see with ALL_TAB_COLUMNS that the columns of the
REM base tables are the ones the editioning views show (online patching may have mapped them to another name).

set verify off
whenever sqlerror exit failure rollback
define space = &1

create index gl.xx_tieout_je_lines_n1 on gl.gl_je_lines (reference_1) tablespace &space online;
create index gl.xx_tieout_interface_n1 on gl.gl_interface (reference21) tablespace &space online;
exit
