-- The history as people ask for it. One row of job_history is one launch or restart; step_history and
-- partition_history are its parts. A partition is a step of its own in Spring Batch's tables, told apart by
-- the colon in its name. The only identifying parameter of a job is its migration.

create view job_history as
select
  execution.job_execution_id,
  execution.job_instance_id,
  parameter.parameter_value as migration_id,
  instance.job_name,
  row_number() over (partition by execution.job_instance_id order by execution.job_execution_id) as attempt,
  execution.status,
  execution.exit_code,
  execution.exit_message,
  execution.start_time,
  execution.end_time,
  cast(extract(epoch from coalesce(execution.end_time, execution.last_updated) - execution.start_time) as double precision)
    as seconds,
  migration.source,
  migration.target
from batch_job_execution execution
join batch_job_instance instance on instance.job_instance_id = execution.job_instance_id
left join batch_job_execution_params parameter
  on parameter.job_execution_id = execution.job_execution_id and parameter.identifying = 'Y'
left join migration on migration.migration_id = parameter.parameter_value;

create view step_history as
select
  step.step_execution_id,
  step.job_execution_id,
  job.migration_id,
  job.job_name,
  job.attempt,
  step.step_name,
  step.status,
  step.exit_code,
  step.exit_message,
  step.start_time,
  step.end_time,
  cast(extract(epoch from coalesce(step.end_time, step.last_updated) - step.start_time) as double precision)
    as seconds,
  step.read_count,
  step.write_count,
  step.filter_count,
  step.commit_count,
  step.rollback_count
from batch_step_execution step
join job_history job on job.job_execution_id = step.job_execution_id
where position(':' in step.step_name) = 0;

create view partition_history as
select
  step.step_execution_id,
  step.job_execution_id,
  job.migration_id,
  job.job_name,
  job.attempt,
  substring(step.step_name from 1 for position(':' in step.step_name) - 1) as step_name,
  substring(step.step_name from position(':' in step.step_name) + 1) as partition_name,
  step.status,
  step.exit_code,
  step.exit_message,
  step.start_time,
  step.end_time,
  cast(extract(epoch from coalesce(step.end_time, step.last_updated) - step.start_time) as double precision)
    as seconds,
  step.read_count,
  step.write_count,
  step.commit_count,
  step.rollback_count,
  sample.files,
  sample.bytes,
  sample.problems
from batch_step_execution step
join job_history job on job.job_execution_id = step.job_execution_id
left join (
  select step_execution_id, max(files) as files, max(bytes) as bytes, max(problems) as problems
  from progress
  group by step_execution_id
) sample on sample.step_execution_id = step.step_execution_id
where position(':' in step.step_name) > 0;

create view open_problems as
select
  problem.id as problem_id,
  problem.migration_id,
  problem.job_execution_id,
  problem.pass,
  problem.path_text,
  problem.kind,
  problem.errno,
  problem.attempts,
  problem.detail,
  problem.found_at
from problem
where problem.state = 'OPEN';

comment on view job_history is
  'Every launch and restart of every migration, with how it ended.';
comment on column job_history.job_execution_id is
  'Number of the job execution: what restart, abandon and history take.';
comment on column job_history.job_instance_id is
  'What the executions of one migration have in common.';
comment on column job_history.migration_id is
  'The migration: its name and its source.';
comment on column job_history.job_name is
  'Name of the job: migrate, copy, verify.';
comment on column job_history.attempt is
  '1 for the launch, 2 for the first restart and so on.';
comment on column job_history.status is
  'Batch status: STARTED, STOPPED, FAILED, COMPLETED and so on.';
comment on column job_history.exit_code is
  'How it ended, in one word.';
comment on column job_history.exit_message is
  'Why it ended so, with the remedy.';
comment on column job_history.start_time is
  'When it began, by the clock of its host.';
comment on column job_history.end_time is
  'When it ended; empty while it runs and after a kill, until a restart heals it.';
comment on column job_history.seconds is
  'How long it took; until its last sign of life if it has no end.';
comment on column job_history.source is
  'The source: file system id or folder.';
comment on column job_history.target is
  'The target: file system name or folder.';

comment on view step_history is
  'Every attempt at every step, partitions left out.';
comment on column step_history.step_execution_id is
  'Number of the step execution.';
comment on column step_history.job_execution_id is
  'The job execution it belongs to.';
comment on column step_history.migration_id is
  'The migration: its name and its source.';
comment on column step_history.job_name is
  'Name of the job.';
comment on column step_history.attempt is
  'Which execution of its job instance this is.';
comment on column step_history.step_name is
  'Name of the step: a stage of the guide.';
comment on column step_history.status is
  'Batch status of the step.';
comment on column step_history.exit_code is
  'How it ended, in one word.';
comment on column step_history.exit_message is
  'What it did, or why it ended so.';
comment on column step_history.start_time is
  'When it began, by the clock of its host.';
comment on column step_history.end_time is
  'When it ended; empty while it runs.';
comment on column step_history.seconds is
  'How long it took; until its last sign of life if it has no end.';
comment on column step_history.read_count is
  'Items read, all partitions together.';
comment on column step_history.write_count is
  'Items written, all partitions together.';
comment on column step_history.filter_count is
  'Items left out.';
comment on column step_history.commit_count is
  'Chunks committed.';
comment on column step_history.rollback_count is
  'Chunks rolled back.';

comment on view partition_history is
  'Every attempt at every partition of a step.';
comment on column partition_history.step_execution_id is
  'Number of the step execution.';
comment on column partition_history.job_execution_id is
  'The job execution it belongs to.';
comment on column partition_history.migration_id is
  'The migration: its name and its source.';
comment on column partition_history.job_name is
  'Name of the job.';
comment on column partition_history.attempt is
  'Which execution of its job instance this is.';
comment on column partition_history.step_name is
  'Name of the step it is a part of.';
comment on column partition_history.partition_name is
  'Name of the partition: which segments it copies.';
comment on column partition_history.status is
  'Batch status of the partition.';
comment on column partition_history.exit_code is
  'How it ended, in one word.';
comment on column partition_history.exit_message is
  'Why it ended so.';
comment on column partition_history.start_time is
  'When it began, by the clock of its host.';
comment on column partition_history.end_time is
  'When it ended; empty while it runs.';
comment on column partition_history.seconds is
  'How long it took; until its last sign of life if it has no end.';
comment on column partition_history.read_count is
  'Entries read from the manifest in this attempt.';
comment on column partition_history.write_count is
  'Entries written to the ledger in this attempt.';
comment on column partition_history.commit_count is
  'Chunks committed.';
comment on column partition_history.rollback_count is
  'Chunks rolled back.';
comment on column partition_history.files is
  'Entries done, by the last sample of its progress.';
comment on column partition_history.bytes is
  'Bytes copied, by the last sample of its progress.';
comment on column partition_history.problems is
  'Problems found, by the last sample of its progress.';

comment on view open_problems is
  'Paths that no pass has put right yet.';
comment on column open_problems.problem_id is
  'Number of the problem.';
comment on column open_problems.migration_id is
  'The migration it belongs to.';
comment on column open_problems.job_execution_id is
  'The job execution that found it.';
comment on column open_problems.pass is
  'The pass that found it; 0 is the bulk copy.';
comment on column open_problems.path_text is
  'The path made printable.';
comment on column open_problems.kind is
  'What is wrong: FAILED, IN_FLUX, MISMATCH, MISSING and so on.';
comment on column open_problems.errno is
  'Name of the error the system answered, if one did.';
comment on column open_problems.attempts is
  'How often it was tried.';
comment on column open_problems.detail is
  'The rest of the story in a sentence.';
comment on column open_problems.found_at is
  'When it was found.';
