# Stops the units in their order, those that are not stopped already. After a crash in here the first
# few are stopped, which is looked at, and the others are stopped by the next call.
for unit in "$@"; do
  shown=$(systemctl show --property=LoadState --property=ActiveState -- "$unit") || exit 70
  case $shown in
    *LoadState=loaded*) ;;
    *) refuse "systemd has no unit $unit here; correct cluster.fstab.units" ;;
  esac
  case $shown in
    *ActiveState=inactive* | *ActiveState=failed*) ;;
    *) systemctl stop -- "$unit" || refuse "systemctl stop $unit failed" 70 ;;
  esac
done
