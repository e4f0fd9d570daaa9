# How the node is, in the words of an agent log; the units of the writers are the arguments.
agreed >/dev/null || {
  echo "ERROR fstab and the mount on $point disagree, or nothing is mounted there"
  exit 0
}
# statfs asks the server. A hanging one must not keep us: it is killed after ten seconds.
timeout -k 2 10 df -P "$point" >/dev/null 2>&1 || {
  echo "ERROR the file system on $point does not answer"
  exit 0
}
idle=
for unit in "$@"; do
  state=$(systemctl show --property=ActiveState -- "$unit" | sed -n 's/^ActiveState=//p')
  case $state in
    active | reloading) ;;
    failed)
      echo "ERROR unit $unit has failed"
      exit 0
      ;;
    *) idle="$idle $unit is ${state:-unknown}." ;;
  esac
done
if [ -n "$idle" ]; then
  echo "file system answers;$idle"
else
  echo "file system answers, units are active: node is healthy"
fi
