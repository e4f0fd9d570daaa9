-- Problems of which only the number is kept: a tree that differs everywhere has as many as entries.

create table if not exists problem_more (
  migration_id varchar(200) not null,
  pass integer not null,
  finder varchar(200) not null,
  state varchar(10) not null,
  kind varchar(50) not null,
  more bigint not null,
  counted_to bigint not null,
  constraint problem_more_pk primary key (migration_id, pass, finder, state, kind),
  constraint problem_more_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table problem_more is
  'How many more problems there are than have a row in problem, which holds 10,000 of a pass.';

comment on column problem_more.migration_id is
  'The migration this row belongs to.';
comment on column problem_more.pass is
  'The pass that found them.';
comment on column problem_more.finder is
  'The step or partition that found them.';
comment on column problem_more.state is
  'The same as in problem; those that a later pass has put right are forgotten.';
comment on column problem_more.kind is
  'What is wrong.';
comment on column problem_more.more is
  'How many more of them there are.';
comment on column problem_more.counted_to is
  'How far the finder is counted, so that what it hands over again is not counted twice.';

-- Without a cache each row makes H2 write the next number to disk before it: as much as a whole commit.
-- A killed process leaves a gap in these numbers, which say nothing but an order.
alter table problem alter column id set cache 1000;
alter table progress alter column id set cache 1000;

create index if not exists problem_pass_ix on problem (migration_id, pass);

create view if not exists problem_counts as
select
  counted.migration_id,
  counted.pass,
  counted.state,
  counted.kind,
  cast(sum(counted.listed) as bigint) as listed,
  cast(sum(counted.more) as bigint) as more,
  cast(sum(counted.listed + counted.more) as bigint) as problems
from (
  select migration_id, pass, state, kind, 1 as listed, 0 as more from problem
  union all
  select migration_id, pass, state, kind, 0 as listed, more from problem_more
) counted
group by counted.migration_id, counted.pass, counted.state, counted.kind;

comment on view problem_counts is
  'How many problems there are, by pass, state and kind, with and without a row of their own.';
