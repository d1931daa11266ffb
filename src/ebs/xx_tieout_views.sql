REM $Header: xx_tieout_views.sql 1.0.0 2026/11/21 12:00:00 tieout ship $
REM One definition of "an import is pending or running". Run as APPS.
REM Each row is a live Journal Import request and what it may touch; a null means: any.
REM   1. GLLEZLSRS names source, ledger and group in its arguments (no group = every group).
REM   2. GLLEZL names a run, whose groups stand in GL_INTERFACE_CONTROL (also when a person started it).
REM   3. GLLEZL as a child touches what the arguments of its parent name, even after the parent is complete.
REM   4. GLLEZL that runs without a control row and without such a parent may touch anything: wait for it.

create or replace force view xx_tieout_live_imports_v as
select r.request_id as request_id, r.argument2 as je_source_name, r.argument3 as ledger_id, r.argument4 as group_id
  from fnd_concurrent_requests r, fnd_concurrent_programs p
 where p.application_id = r.program_application_id
   and p.concurrent_program_id = r.concurrent_program_id
   and p.application_id = 101
   and p.concurrent_program_name = 'GLLEZLSRS'
   and r.phase_code <> 'C'
union all
select r.request_id, c.je_source_name, null, to_char(c.group_id)
  from fnd_concurrent_requests r, fnd_concurrent_programs p, gl_interface_control c
 where p.application_id = r.program_application_id
   and p.concurrent_program_id = r.concurrent_program_id
   and p.application_id = 101
   and p.concurrent_program_name = 'GLLEZL'
   and r.phase_code <> 'C'
   and to_char(c.interface_run_id) = r.argument1
   and c.group_id is not null
union all
select r.request_id, parent.argument2, parent.argument3, parent.argument4
  from fnd_concurrent_requests r, fnd_concurrent_programs p,
       fnd_concurrent_requests parent, fnd_concurrent_programs pp
 where p.application_id = r.program_application_id
   and p.concurrent_program_id = r.concurrent_program_id
   and p.application_id = 101
   and p.concurrent_program_name = 'GLLEZL'
   and r.phase_code <> 'C'
   and parent.request_id = r.parent_request_id
   and pp.application_id = parent.program_application_id
   and pp.concurrent_program_id = parent.concurrent_program_id
   and pp.application_id = 101
   and pp.concurrent_program_name = 'GLLEZLSRS'
union all
select r.request_id, null, null, null
  from fnd_concurrent_requests r, fnd_concurrent_programs p
 where p.application_id = r.program_application_id
   and p.concurrent_program_id = r.concurrent_program_id
   and p.application_id = 101
   and p.concurrent_program_name = 'GLLEZL'
   and r.phase_code = 'R'
   and not exists (select 1 from gl_interface_control c where to_char(c.interface_run_id) = r.argument1)
   and not exists (select 1
                     from fnd_concurrent_requests parent, fnd_concurrent_programs pp
                    where parent.request_id = r.parent_request_id
                      and pp.application_id = parent.program_application_id
                      and pp.concurrent_program_id = parent.concurrent_program_id
                      and pp.application_id = 101
                      and pp.concurrent_program_name = 'GLLEZLSRS');
