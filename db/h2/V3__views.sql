-- The history as people ask for it. One row of job_history is one launch or restart; step_history and
-- partition_history are its parts. A partition is a step of its own in Spring Batch's tables, told apart by
-- the colon in its name. The only identifying parameter of a job is its migration. H2 keeps no comment on the
-- column of a view: db/postgresql has them, db/README.md too.

create view if not exists job_history as
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
  cast(datediff(millisecond, execution.start_time,
    coalesce(execution.end_time, execution.last_updated)) as double precision) / 1000 as seconds,
  migration.source,
  migration.target
from batch_job_execution execution
join batch_job_instance instance on instance.job_instance_id = execution.job_instance_id
left join batch_job_execution_params parameter
  on parameter.job_execution_id = execution.job_execution_id and parameter.identifying = 'Y'
left join migration on migration.migration_id = parameter.parameter_value;

create view if not exists step_history as
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
  cast(datediff(millisecond, step.start_time,
    coalesce(step.end_time, step.last_updated)) as double precision) / 1000 as seconds,
  step.read_count,
  step.write_count,
  step.filter_count,
  step.commit_count,
  step.rollback_count
from batch_step_execution step
join job_history job on job.job_execution_id = step.job_execution_id
where locate(':', step.step_name) = 0;

create view if not exists partition_history as
select
  step.step_execution_id,
  step.job_execution_id,
  job.migration_id,
  job.job_name,
  job.attempt,
  substring(step.step_name from 1 for locate(':', step.step_name) - 1) as step_name,
  substring(step.step_name from locate(':', step.step_name) + 1) as partition_name,
  step.status,
  step.exit_code,
  step.exit_message,
  step.start_time,
  step.end_time,
  cast(datediff(millisecond, step.start_time,
    coalesce(step.end_time, step.last_updated)) as double precision) / 1000 as seconds,
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
where locate(':', step.step_name) > 0;

create view if not exists open_problems as
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
comment on view step_history is
  'Every attempt at every step, partitions left out.';
comment on view partition_history is
  'Every attempt at every partition of a step.';
comment on view open_problems is
  'Paths that no pass has put right yet.';
