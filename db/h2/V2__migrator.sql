-- Tables of efs-migrator. What runs and what ran stands in Spring Batch's tables; these hold what it
-- has no place for. Times are instants.

create table if not exists migration (
  migration_id varchar(200) primary key,
  job_name varchar(100) not null,
  source varchar not null,
  target varchar not null,
  config varchar not null,
  target_identity varchar,
  created_at timestamp(6) with time zone not null
);

comment on table migration is
  'One row for each migration, copy or verification: what was asked for when it began.';

comment on column migration.migration_id is
  'Identity of the migration: its name and its source.';
comment on column migration.job_name is
  'Name of the job that does it: migrate, copy, verify.';
comment on column migration.source is
  'The source: file system id or folder.';
comment on column migration.target is
  'The target: file system name or folder.';
comment on column migration.config is
  'The configuration as key=value lines; a restart is refused if it changed.';
comment on column migration.target_identity is
  'Which target was adopted: file system id, or device and inode of its root.';
comment on column migration.created_at is
  'When the migration was first launched.';

create table if not exists lease (
  migration_id varchar(200) primary key,
  owner varchar(100) not null,
  host varchar(255) not null,
  pid bigint not null,
  fence bigint not null,
  heartbeat_at timestamp(6) with time zone not null,
  stop_requested boolean not null,
  constraint lease_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table lease is
  'Who works on a migration right now; for the host that is lost with its lock.';

comment on column lease.migration_id is
  'The migration that is held.';
comment on column lease.owner is
  'Random name of the process that holds it; empty when nobody does.';
comment on column lease.host is
  'Host name of the holder.';
comment on column lease.pid is
  'Process id of the holder.';
comment on column lease.fence is
  'Grows with each holder; a write with an older number is refused.';
comment on column lease.heartbeat_at is
  'Last sign of life, by the clock of the database.';
comment on column lease.stop_requested is
  'True if somebody asked the holder to stop.';

create table if not exists problem (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  job_execution_id bigint,
  pass integer not null,
  path varbinary(1048576) not null,
  path_text varchar not null,
  kind varchar(50) not null,
  errno varchar(20),
  attempts integer not null,
  detail varchar not null,
  state varchar(10) not null,
  found_at timestamp(6) with time zone not null,
  cured_at timestamp(6) with time zone,
  constraint problem_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table problem is
  'Paths that could not be copied or verified as they should be.';

comment on column problem.id is
  'Number of the problem.';
comment on column problem.migration_id is
  'The migration this row belongs to.';
comment on column problem.job_execution_id is
  'The job execution that found it.';
comment on column problem.pass is
  'The pass that found it; 0 is the bulk copy.';
comment on column problem.path is
  'The path below the root, byte by byte.';
comment on column problem.path_text is
  'The path made printable.';
comment on column problem.kind is
  'What is wrong: FAILED, IN_FLUX, MISMATCH, MISSING and so on.';
comment on column problem.errno is
  'Name of the error the system answered, if one did.';
comment on column problem.attempts is
  'How often it was tried.';
comment on column problem.detail is
  'The rest of the story in a sentence.';
comment on column problem.state is
  'OPEN, or CURED when a later pass put it right.';
comment on column problem.found_at is
  'When it was found.';
comment on column problem.cured_at is
  'When it was put right.';

create table if not exists finding (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  job_execution_id bigint,
  level varchar(10) not null,
  topic varchar(100) not null,
  text varchar not null,
  remedy varchar not null,
  found_at timestamp(6) with time zone not null,
  constraint finding_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table finding is
  'What preflight found, good and bad.';

comment on column finding.id is
  'Number of the finding.';
comment on column finding.migration_id is
  'The migration this row belongs to.';
comment on column finding.job_execution_id is
  'The job execution that found it.';
comment on column finding.level is
  'OK, WARN or BLOCK.';
comment on column finding.topic is
  'What was looked at.';
comment on column finding.text is
  'What was seen.';
comment on column finding.remedy is
  'What to do about it; empty if nothing.';
comment on column finding.found_at is
  'When it was seen.';

create table if not exists obligation (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  file_system_id varchar(50) not null,
  kind varchar(50) not null,
  earliest_at timestamp(6) with time zone not null,
  mibps double precision,
  raised_to varchar(50) not null,
  lower_to varchar(50) not null,
  cost_per_day_usd numeric(12, 2),
  created_at timestamp(6) with time zone not null,
  met_at timestamp(6) with time zone,
  constraint obligation_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table obligation is
  'What the migration owes after it is done, such as lowering the throughput again.';

comment on column obligation.id is
  'Number of the obligation.';
comment on column obligation.migration_id is
  'The migration this row belongs to.';
comment on column obligation.file_system_id is
  'The file system it is owed on.';
comment on column obligation.kind is
  'What is owed.';
comment on column obligation.earliest_at is
  'Earliest time AWS allows it.';
comment on column obligation.mibps is
  'Provisioned throughput that is paid for meanwhile.';
comment on column obligation.raised_to is
  'The throughput it was raised to, as mode:amount.';
comment on column obligation.lower_to is
  'The throughput to go back to.';
comment on column obligation.cost_per_day_usd is
  'What it costs a day until it is met.';
comment on column obligation.created_at is
  'Since when it is owed.';
comment on column obligation.met_at is
  'When it was met; empty while it is owed.';

create table if not exists approval (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  gate varchar(50) not null,
  actor varchar(100) not null,
  comment varchar not null,
  decided_at timestamp(6) with time zone not null,
  constraint approval_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table approval is
  'Decisions of people at the gates of a migration.';

comment on column approval.id is
  'Number of the decision.';
comment on column approval.migration_id is
  'The migration this row belongs to.';
comment on column approval.gate is
  'The step that waits for the decision.';
comment on column approval.actor is
  'Who decided.';
comment on column approval.comment is
  'What they said about it.';
comment on column approval.decided_at is
  'When.';

create table if not exists node_job (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  step varchar(100) not null,
  node varchar(100) not null,
  attempt integer not null,
  argv varchar not null,
  job_directory varchar not null,
  state varchar(20) not null,
  exit_code integer,
  started_at timestamp(6) with time zone not null,
  ended_at timestamp(6) with time zone,
  out varchar not null,
  err varchar not null,
  constraint node_job_un unique (migration_id, step, node, attempt),
  constraint node_job_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table node_job is
  'Long commands that run on a node by themselves and are polled.';

comment on column node_job.id is
  'Number of the command.';
comment on column node_job.migration_id is
  'The migration this row belongs to.';
comment on column node_job.step is
  'What it is for, in one word: upgrade, switchEndpoint and so on.';
comment on column node_job.node is
  'The node it runs on.';
comment on column node_job.attempt is
  'Counts the attempts of this step on this node.';
comment on column node_job.argv is
  'The command, one argument a line.';
comment on column node_job.job_directory is
  'Where on the node its output and its return code are; empty if it was waited for.';
comment on column node_job.state is
  'STARTED, EXITED or LOST.';
comment on column node_job.exit_code is
  'Return code of the command; empty while it runs.';
comment on column node_job.started_at is
  'When it was started.';
comment on column node_job.ended_at is
  'When it was seen to have ended.';
comment on column node_job.out is
  'The end of its standard output.';
comment on column node_job.err is
  'The end of its standard error.';

create table if not exists progress (
  id bigint generated always as identity (cache 1) primary key,
  migration_id varchar(200) not null,
  job_execution_id bigint not null,
  step_execution_id bigint not null,
  at timestamp(6) with time zone not null,
  files bigint not null,
  bytes bigint not null,
  in_flight integer not null,
  latency_ms double precision not null,
  problems bigint not null,
  constraint progress_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table progress is
  'Time series of a copy: one row now and then for each partition.';

comment on column progress.id is
  'Number of the sample.';
comment on column progress.migration_id is
  'The migration this row belongs to.';
comment on column progress.job_execution_id is
  'The job execution that copied.';
comment on column progress.step_execution_id is
  'The partition that copied.';
comment on column progress.at is
  'When the sample was taken.';
comment on column progress.files is
  'Entries done by this partition so far.';
comment on column progress.bytes is
  'Bytes copied by this partition so far.';
comment on column progress.in_flight is
  'Entries being copied at that moment, all partitions together.';
comment on column progress.latency_ms is
  'Mean time of one entry in the last chunk, in milliseconds.';
comment on column progress.problems is
  'Problems found by this partition so far.';

create index if not exists problem_state_ix on problem (migration_id, state);
create index if not exists problem_path_ix on problem (migration_id, path);
create index if not exists finding_migration_ix on finding (migration_id);
create index if not exists obligation_migration_ix on obligation (migration_id);
create index if not exists approval_migration_ix on approval (migration_id, gate);
create index if not exists progress_migration_ix on progress (migration_id, at);
