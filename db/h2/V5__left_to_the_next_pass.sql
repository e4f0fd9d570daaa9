-- A comparison of a living source no longer leaves out in silence what changed meanwhile.

comment on column problem.state is
  'OPEN; CURED when a later pass put it right; LEFT if the source changed meanwhile, so that the next pass takes it.';
