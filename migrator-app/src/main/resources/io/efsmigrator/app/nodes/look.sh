# sh -c THIS sh DIRECTORY FILE FROM MOST: prints "STATE SIZE [DETAIL]", then the end of FILE.
set -u
LC_ALL=C
export LC_ALL
dir=$1
file=$1/$2
from=$3
most=$4

# The size comes after the state: what is exited writes no more, so nothing of it is left out.
answer() {
  size=0
  [ ! -f "$file" ] || size=$(wc -c <"$file")
  size=$((size))
  echo "$1 $size ${2-}"
  [ ! -f "$file" ] || tail -c +"$((from + 1))" "$file" | head -c "$((size - from > 0 ? size - from : 0))" | tail -c "$most"
  exit 0
}

exited() { [ ! -f "$dir/rc" ] || answer EXITED "$(cat "$dir/rc")"; }

[ -d "$dir" ] || answer ABSENT
exited
if [ -f "$dir/pid" ]; then
  read -r pid start <"$dir/pid"
  if [ "$(cat "$dir/boot_id")" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then
    answer LOST "the node was rebooted while it ran"
  fi
  # The start time tells the job from a later process that was given the same number.
  if [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)" = "$start" ]; then
    answer RUNNING
  fi
  # It may have ended between the two looks.
  exited
  answer LOST "its process is gone and left no exit code"
fi
age=$(($(date +%s) - $(stat -c %Y "$dir")))
[ "$age" -gt 30 ] || answer RUNNING
answer LOST "it was never really started"
