-- That a side does not answer is told by the run itself; this tells it to every other terminal.

alter table lease add column stalled varchar;

comment on column lease.stalled is
  'Which side does not answer at the moment and since when, as the holder sees it; empty while both do.';
