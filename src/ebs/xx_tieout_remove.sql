REM $Header: xx_tieout_remove.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM Removes packages and view. Run as APPS, after the service was undeployed and its grants revoked:
REM   sqlplus apps @xx_tieout_remove.sql
REM The tables stay on purpose: they are the memory that keeps a repeated call from entering money twice, and the
REM evidence of what was entered. The guide tells when and how they may go. The indexes on the GL tables are dropped
REM by their names if nobody else uses them: GL.XX_TIEOUT_JE_LINES_N1, GL.XX_TIEOUT_INTERFACE_N1.

whenever sqlerror continue
drop package xx_tieout_pub;
drop package xx_tieout_read;
drop package xx_tieout_evidence;
drop package xx_tieout_find;
drop package xx_tieout_import;
drop package xx_tieout_load;
drop package xx_tieout_lines;
drop package xx_tieout_guard;
drop package xx_tieout_json;
drop view xx_tieout_live_imports_v;
exit
