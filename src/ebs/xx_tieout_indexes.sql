REM $Header: xx_tieout_indexes.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM Two indexes on tables of the GL schema. Run once, as APPS, in a quiet hour:
REM   sqlplus apps @xx_tieout_indexes.sql TABLESPACE
REM Without them each look-up of a reference reads GL_JE_LINES as a whole. Rows whose column is null are not in the
REM index, so its size follows the lines that carry a reference. See first that the columns of the base tables are
REM the ones that the editioning views show: online patching may have mapped a column to another name.

set verify off
whenever sqlerror exit failure rollback
define space = &1

create index gl.xx_tieout_je_lines_n1 on gl.gl_je_lines (reference_1) tablespace &space online;
create index gl.xx_tieout_interface_n1 on gl.gl_interface (reference21) tablespace &space online;
exit
