-- Tables of Spring Batch 6.0.6 for PostgreSQL: our own wording of its schema-postgresql.sql, pinned
-- here so that an upgrade of the library never changes a database unseen. BatchSchemaTests compares
-- the two. The indexes at the end are ours: PostgreSQL does not index foreign keys by itself.

create table batch_job_instance (
  job_instance_id bigint primary key,
  version bigint,
  job_name varchar(100) not null,
  job_key varchar(32) not null,
  constraint job_inst_un unique (job_name, job_key)
);

comment on table batch_job_instance is
  'One row for each migration and job: what is to be done, whatever the number of attempts.';

comment on column batch_job_instance.job_instance_id is
  'Number of the job instance.';
comment on column batch_job_instance.version is
  'Counts updates, so that a stale writer is noticed.';
comment on column batch_job_instance.job_name is
  'Name of the job: migrate, copy, verify.';
comment on column batch_job_instance.job_key is
  'Digest of the identifying job parameters.';

create table batch_job_execution (
  job_execution_id bigint primary key,
  version bigint,
  job_instance_id bigint not null,
  create_time timestamp not null,
  start_time timestamp default null,
  end_time timestamp default null,
  status varchar(10),
  exit_code varchar(2500),
  exit_message varchar(2500),
  last_updated timestamp,
  constraint job_inst_exec_fk foreign key (job_instance_id)
    references batch_job_instance (job_instance_id)
);

comment on table batch_job_execution is
  'One row for each launch or restart of a job instance.';

comment on column batch_job_execution.job_execution_id is
  'Number of the job execution.';
comment on column batch_job_execution.version is
  'Counts updates, so that a stale writer is noticed.';
comment on column batch_job_execution.job_instance_id is
  'The job instance this execution belongs to.';
comment on column batch_job_execution.create_time is
  'When the execution was recorded.';
comment on column batch_job_execution.start_time is
  'When it began to run.';
comment on column batch_job_execution.end_time is
  'When it ended; empty while it runs.';
comment on column batch_job_execution.status is
  'Batch status: STARTED, STOPPED, FAILED, COMPLETED and so on.';
comment on column batch_job_execution.exit_code is
  'How it ended, in one word.';
comment on column batch_job_execution.exit_message is
  'Why it ended so, with the remedy.';
comment on column batch_job_execution.last_updated is
  'When this row was last written.';

create table batch_job_execution_params (
  job_execution_id bigint not null,
  parameter_name varchar(100) not null,
  parameter_type varchar(100) not null,
  parameter_value varchar(2500),
  identifying char(1) not null,
  constraint job_exec_params_fk foreign key (job_execution_id)
    references batch_job_execution (job_execution_id)
);

comment on table batch_job_execution_params is
  'The job parameters each execution was started with.';

comment on column batch_job_execution_params.job_execution_id is
  'The execution that was given the parameter.';
comment on column batch_job_execution_params.parameter_name is
  'Name of the parameter.';
comment on column batch_job_execution_params.parameter_type is
  'Java type of the value.';
comment on column batch_job_execution_params.parameter_value is
  'The value as text; never a secret.';
comment on column batch_job_execution_params.identifying is
  'Y if the parameter is part of the identity of the job instance, else N.';

create table batch_step_execution (
  step_execution_id bigint primary key,
  version bigint not null,
  step_name varchar(100) not null,
  job_execution_id bigint not null,
  create_time timestamp not null,
  start_time timestamp default null,
  end_time timestamp default null,
  status varchar(10),
  commit_count bigint,
  read_count bigint,
  filter_count bigint,
  write_count bigint,
  read_skip_count bigint,
  write_skip_count bigint,
  process_skip_count bigint,
  rollback_count bigint,
  exit_code varchar(2500),
  exit_message varchar(2500),
  last_updated timestamp,
  constraint job_exec_step_fk foreign key (job_execution_id)
    references batch_job_execution (job_execution_id)
);

comment on table batch_step_execution is
  'One row for each attempt at a step, partitions of a step included.';

comment on column batch_step_execution.step_execution_id is
  'Number of the step execution.';
comment on column batch_step_execution.version is
  'Counts updates, so that a stale writer is noticed.';
comment on column batch_step_execution.step_name is
  'Name of the step; a partition is step:partition.';
comment on column batch_step_execution.job_execution_id is
  'The job execution this attempt belongs to.';
comment on column batch_step_execution.create_time is
  'When the attempt was recorded.';
comment on column batch_step_execution.start_time is
  'When it began to run.';
comment on column batch_step_execution.end_time is
  'When it ended; empty while it runs.';
comment on column batch_step_execution.status is
  'Batch status of the attempt.';
comment on column batch_step_execution.commit_count is
  'Chunks, or ticks of a tasklet, that were committed.';
comment on column batch_step_execution.read_count is
  'Entries read.';
comment on column batch_step_execution.filter_count is
  'Entries that needed nothing.';
comment on column batch_step_execution.write_count is
  'Entries whose outcome was recorded.';
comment on column batch_step_execution.read_skip_count is
  'Entries skipped while reading.';
comment on column batch_step_execution.write_skip_count is
  'Entries skipped while writing.';
comment on column batch_step_execution.process_skip_count is
  'Entries skipped while processing.';
comment on column batch_step_execution.rollback_count is
  'Chunks that were rolled back.';
comment on column batch_step_execution.exit_code is
  'How it ended, in one word.';
comment on column batch_step_execution.exit_message is
  'Summary of what was done, or why it failed and the remedy.';
comment on column batch_step_execution.last_updated is
  'When this row was last written.';

create table batch_step_execution_context (
  step_execution_id bigint not null primary key,
  short_context varchar(2500) not null,
  serialized_context text,
  constraint step_exec_ctx_fk foreign key (step_execution_id)
    references batch_step_execution (step_execution_id)
);

comment on table batch_step_execution_context is
  'What a step remembers for its restart; a hint, the files know best.';

comment on column batch_step_execution_context.step_execution_id is
  'The step execution that remembers.';
comment on column batch_step_execution_context.short_context is
  'The context as JSON, cut at 2500 characters.';
comment on column batch_step_execution_context.serialized_context is
  'The whole context where it is longer.';

create table batch_job_execution_context (
  job_execution_id bigint not null primary key,
  short_context varchar(2500) not null,
  serialized_context text,
  constraint job_exec_ctx_fk foreign key (job_execution_id)
    references batch_job_execution (job_execution_id)
);

comment on table batch_job_execution_context is
  'What a job execution hands to its steps.';

comment on column batch_job_execution_context.job_execution_id is
  'The job execution that remembers.';
comment on column batch_job_execution_context.short_context is
  'The context as JSON, cut at 2500 characters.';
comment on column batch_job_execution_context.serialized_context is
  'The whole context where it is longer.';

create sequence batch_step_execution_seq maxvalue 9223372036854775807 no cycle;
create sequence batch_job_execution_seq maxvalue 9223372036854775807 no cycle;
create sequence batch_job_instance_seq maxvalue 9223372036854775807 no cycle;

create index batch_job_execution_instance_ix on batch_job_execution (job_instance_id);
create index batch_job_execution_params_ix on batch_job_execution_params (job_execution_id);
create index batch_step_execution_job_ix on batch_step_execution (job_execution_id);
create index batch_step_execution_name_ix on batch_step_execution (step_name);
