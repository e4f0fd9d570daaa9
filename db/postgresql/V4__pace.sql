-- How fast a migration may go, as its file or options ask and as somebody has throttled it since.

create table pace (
  migration_id varchar(200) not null,
  setting varchar(30) not null,
  asked varchar(100),
  throttled varchar(100),
  actor varchar(100),
  changed_at timestamp(6) with time zone not null,
  constraint pace_pk primary key (migration_id, setting),
  constraint pace_migration_fk foreign key (migration_id)
    references migration (migration_id)
);

comment on table pace is
  'Limits of a migration; what was throttled holds until it is reset, over every restart.';

comment on column pace.migration_id is
  'The migration this row belongs to.';
comment on column pace.setting is
  'What is limited: mibps, files-per-second, requests-per-second or window.';
comment on column pace.asked is
  'What the file or the options of the last start say; empty if nothing.';
comment on column pace.throttled is
  'What migrator throttle has set, or none; empty if it has not, then the other one holds.';
comment on column pace.actor is
  'Who throttled.';
comment on column pace.changed_at is
  'When the row was written.';
