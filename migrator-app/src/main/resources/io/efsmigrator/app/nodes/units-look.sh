# Whether the writers run: "running", "stopped", or something else if that cannot be told.
# A unit that systemd does not know reads as inactive. It must not pass for a paused writer.
all=stopped
[ $# -gt 0 ] || all=none
for unit in "$@"; do
  shown=$(systemctl show --property=LoadState --property=ActiveState -- "$unit") || exit 70
  case $shown in
    *LoadState=loaded*) ;;
    *) refuse "systemd has no unit $unit here; correct cluster.fstab.units" ;;
  esac
  case $shown in
    *ActiveState=inactive* | *ActiveState=failed*) ;;
    *) all=running ;;
  esac
done
echo "$all"
