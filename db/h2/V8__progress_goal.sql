-- How far it is needs to know how much there is. Every sample carries it once it is known, so that whoever
-- looks from another terminal can say how long it will take.

alter table progress add column if not exists goal_files bigint;
alter table progress add column if not exists goal_bytes bigint;

comment on column progress.goal_files is
  'Entries that the whole step has to do; empty as long as nobody knows.';
comment on column progress.goal_bytes is
  'Bytes that the whole step has to do; empty as long as nobody knows.';

create view if not exists progress_totals as
select
  sample.migration_id,
  sample.job_execution_id,
  sample.step_execution_id,
  step.step_name,
  max(sample.files) as files,
  max(sample.bytes) as bytes,
  max(sample.problems) as problems,
  max(sample.goal_files) as goal_files,
  max(sample.goal_bytes) as goal_bytes,
  min(sample.at) as first_at,
  max(sample.at) as last_at
from progress sample
join batch_step_execution step on step.step_execution_id = sample.step_execution_id
group by sample.migration_id, sample.job_execution_id, sample.step_execution_id, step.step_name;

comment on view progress_totals is
  'How far every attempt at every partition has come: its last sample, and when it had its first.';
