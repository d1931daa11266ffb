REM $Header: xx_tieout_packages.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM Compiles view and packages in their order. Run as APPS in the folder of these files, on installation and upgrade:
REM   sqlplus apps @xx_tieout_packages.sql

whenever sqlerror exit failure rollback
set define off
@@xx_tieout_views.sql
@@xx_tieout_json.pls
@@xx_tieout_guard.pls
@@xx_tieout_lines.pls
@@xx_tieout_load.pls
@@xx_tieout_import.pls
@@xx_tieout_find.pls
@@xx_tieout_evidence.pls
@@xx_tieout_read.pls
@@xx_tieout_pub.pls
@@xx_tieout_pub_b.pls

REM Nothing may be listed here: an object that did not compile would fail its first call.
select o.object_name, o.object_type, o.status
  from user_objects o
 where o.object_name like 'XX\_TIEOUT\_%' escape '\' and o.status <> 'VALID';
exit
