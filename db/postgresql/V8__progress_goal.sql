-- How far it is needs to know how much there is. Every sample carries it once it is known, so that whoever
-- looks from another terminal can say how long it will take.

alter table progress add column goal_files bigint;
alter table progress add column goal_bytes bigint;

comment on column progress.goal_files is
  'Entries that the whole step has to do; empty as long as nobody knows.';
comment on column progress.goal_bytes is
  'Bytes that the whole step has to do; empty as long as nobody knows.';

create view progress_totals as
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
comment on column progress_totals.migration_id is
  'The migration it belongs to.';
comment on column progress_totals.job_execution_id is
  'The job execution that did it.';
comment on column progress_totals.step_execution_id is
  'The attempt at the partition.';
comment on column progress_totals.step_name is
  'The step, and after a colon the partition if it has some.';
comment on column progress_totals.files is
  'Entries done, by earlier attempts as well.';
comment on column progress_totals.bytes is
  'Bytes done by this attempt.';
comment on column progress_totals.problems is
  'Problems found by this attempt.';
comment on column progress_totals.goal_files is
  'Entries that the whole step has to do; empty as long as nobody knows.';
comment on column progress_totals.goal_bytes is
  'Bytes that the whole step has to do; empty as long as nobody knows.';
comment on column progress_totals.first_at is
  'When the first sample was taken.';
comment on column progress_totals.last_at is
  'When the last sample was taken.';
