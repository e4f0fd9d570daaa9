# sh -c THIS sh VERB DIRECTORY [ARGUMENT...]: one command of a node, run once however often it is ordered.
#   start  DIRECTORY LIMIT PROGRAMS INPUT TEXT TURNS QUIET MOST PROGRAM [ARGUMENT...]   then as look
#   look   DIRECTORY TURNS QUIET MOST OUT ERR     says how it is and what it printed from there on
#   answer DIRECTORY NUMBER OUT ERR REPLY         only while it has printed just that much
#   stop   DIRECTORY                              also one that has not begun: it never will
#   clean  DIRECTORY                              all but its name, which goes a day later
# A look waits TURNS tenths of a second for the end, or, with QUIET, for new output that has paused so long.
set -u
LC_ALL=C
export LC_ALL
umask 077
verb=$1
dir=$2
shift 2

size() { if [ -f "$dir/$1" ]; then echo $(($(wc -c <"$dir/$1"))); else echo 0; fi; }

# The start time tells a process from a later one that was given the same number.
alive() {
  read -r pid started 2>/dev/null <"$dir/$1" || return 1
  [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)" = "$started" ]
}

state() {
  if [ -f "$dir/rc" ]; then cat "$dir/rc"
  elif [ ! -d "$dir" ]; then echo ABSENT
  elif [ -f "$dir/pid" ]; then
    if [ "$(cat "$dir/boot_id")" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then echo LOST the node was rebooted while it ran
    elif alive pid; then echo RUNNING
    # It may have ended between the two looks.
    elif [ -f "$dir/rc" ]; then cat "$dir/rc"
    else echo LOST its process is gone and left no exit code
    fi
  elif [ $(($(date +%s) - $(stat -c %Y "$dir"))) -le 30 ]; then echo RUNNING
  else echo LOST it was never really started
  fi
}

await() {
  turn=0 calm=0 last=
  while [ "$turn" -lt "$turns" ] && [ ! -f "$dir/rc" ]; do
    [ $((turn % 20)) -ne 19 ] || [ "$(state)" = RUNNING ] || break
    if [ "$quiet" -gt 0 ]; then
      now="$(size out) $(size err)"
      if [ "$now" = "$last" ]; then calm=$((calm + 1)); else calm=0 last=$now; fi
      [ "$now" = "$from_out $from_err" ] || [ "$calm" -lt "$quiet" ] || break
    fi
    turn=$((turn + 1))
    sleep 0.1
  done
}

piece() { tail -c +"$(($2 + 1))" "$dir/$1" 2>/dev/null | head -c "$3" | base64 | tr -d '\n'; echo; }

look() {
  turns=$1 quiet=$2 most=$3 from_out=$4 from_err=$5
  await
  how=$(state)
  # Sizes after the state: what ended has printed all by then.
  all_out=$(size out) all_err=$(size err)
  [ "$all_out $all_err" = "$last" ] || calm=0
  count_out=$((all_out - from_out)) count_err=$((all_err - from_err))
  [ "$count_out" -gt 0 ] || count_out=0
  [ "$count_err" -gt 0 ] || count_err=0
  [ "$count_out" -le "$most" ] || count_out=$most
  [ "$count_err" -le $((most - count_out)) ] || count_err=$((most - count_out))
  echo "efs-migrator $all_out $all_err $count_out $count_err $calm $how"
  piece out "$from_out" "$count_out"
  piece err "$from_err" "$count_err"
}

start() {
  limit=$1 programs=$2 input=$3 text=$4
  shift 7
  parent=$(dirname "$dir")
  mkdir -p "$parent" || exit 70
  # Of ended commands, and of a controller that was killed; nothing is delivered or runs so late.
  find "$parent" -mindepth 1 -maxdepth 1 -type d -mmin +1440 -exec rm -rf {} + 2>/dev/null
  # Only one order can make the directory; every other finds the job begun.
  if ! mkdir "$dir" 2>/dev/null; then
    [ -d "$dir" ] && return 0
    echo "cannot make $dir" >&2
    exit 70
  fi
  cat /proc/sys/kernel/random/boot_id >"$dir/boot_id" || exit 70
  case $input in
    text) printf %s "$text" | base64 -d >"$dir/in" || exit 70 ;;
    talk) mkfifo "$dir/in" || exit 70 ;;
    *) : >"$dir/in" || exit 70 ;;
  esac
  [ -z "$programs" ] || PATH=$programs:$PATH
  export PATH
  setsid sh -c '
    dir=$1 limit=$2 input=$3
    shift 3
    put() { printf "%s\n" "$2" >"$dir/$1.tmp" && mv "$dir/$1.tmp" "$dir/$1"; }
    born() { sed "s/.*) //" "/proc/$1/stat" 2>/dev/null | cut -d " " -f 20; }
    put pid "$$ $(born $$)" || exit 70
    case $1 in
      */*) [ -f "$1" ] && [ -x "$1" ] ;;
      *) command -v "$1" >/dev/null ;;
    esac || { put rc CANNOT; exit; }
    # Held open, so that the program sees no end of file between two answers.
    [ "$input" != talk ] || exec 4<>"$dir/in"
    umask 022
    { exec "$@"; } <"$dir/in" >"$dir/out" 2>"$dir/err" 4>&- &
    child=$!
    put child "$child $(born "$child")"
    [ ! -e "$dir/stopped" ] || kill -TERM "$child" 2>/dev/null
    (
      trap "kill \$! 2>/dev/null; exit 0" TERM
      sleep "$limit" & wait "$!"
      : >"$dir/late"
      kill -TERM "$child" 2>/dev/null
      sleep 2 & wait "$!"
      kill -KILL "$child" 2>/dev/null
    ) </dev/null >/dev/null 2>&1 4>&- &
    watch=$!
    wait "$child"
    code=$?
    kill -TERM "$watch" 2>/dev/null
    if [ -e "$dir/late" ]; then put rc LATE; else put rc "EXITED $code"; fi
  ' sh "$dir" "$limit" "$input" "$@" </dev/null >/dev/null 2>&1 &
}

answer() {
  number=$1 out=$2 err=$3 reply=$4
  if ! mkdir "$dir/answer.$number" 2>/dev/null; then
    [ -d "$dir/answer.$number" ] && echo GIVEN && return 0
    exit 70
  fi
  if [ "$(size out) $(size err)" != "$out $err" ] || ! alive child; then
    echo CHANGED
    rmdir "$dir/answer.$number"
    return 0
  fi
  # Read and write: this never waits for a reader that is gone.
  printf '%s\n' "$reply" 1<>"$dir/in" && echo GIVEN
}

stop() {
  mkdir -p "$dir" || exit 70
  : >"$dir/stopped" || exit 70
  [ -f "$dir/rc" ] && return 0
  alive child || return 0
  kill -TERM "$pid" 2>/dev/null
  tries=0
  while alive child && [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  ! alive child || kill -KILL "$pid" 2>/dev/null
}

case $verb in
  start)
    start "$@"
    look "$5" "$6" "$7" 0 0
    ;;
  look) look "$@" ;;
  answer) answer "$@" ;;
  stop) stop ;;
  # The directory itself stays: an order to start that comes a second time, and late, still finds it.
  clean) rm -rf "$dir"/* ;;
  *) exit 64 ;;
esac
