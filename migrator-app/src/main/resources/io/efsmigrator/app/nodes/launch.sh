# sh -c THIS sh DIRECTORY PROGRAM [ARGUMENT...]: starts a program that outlives this shell, once.
set -u
LC_ALL=C
export LC_ALL
umask 077
dir=$1
shift
mkdir -p "$(dirname "$dir")" || exit 70
# Only one launch can make the directory; all others find the job started.
if ! mkdir "$dir" 2>/dev/null; then
  [ -d "$dir" ] && exit 0
  echo "cannot make $dir" >&2
  exit 70
fi
cat /proc/sys/kernel/random/boot_id >"$dir/boot_id" || exit 70
printf '%s\n' "$@" >"$dir/cmd" || exit 70
setsid sh -c '
  dir=$1
  shift
  start=$(sed "s/.*) //" "/proc/$$/stat" | cut -d " " -f 20)
  printf "%s %s\n" "$$" "$start" >"$dir/pid.tmp" && mv "$dir/pid.tmp" "$dir/pid" || exit 70
  umask 022
  "$@" </dev/null >"$dir/out" 2>"$dir/err"
  rc=$?
  printf "%s\n" "$rc" >"$dir/rc.tmp" && mv "$dir/rc.tmp" "$dir/rc"
' sh "$dir" "$@" </dev/null >/dev/null 2>&1 &
