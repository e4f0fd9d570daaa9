# Starts the units, the last first, those that are not active already. After a crash in here the next
# call starts the others. Never on a bare directory: what is written there is seen by nobody.
agreed >/dev/null || refuse "fstab and the mount on $point disagree: writers are not started; mount what fstab names, or put $fstab back from its copy $fstab.efs-migrator.$migration and mount that"
order=
for unit in "$@"; do
  # Names of units hold no blank.
  order="$unit $order"
done
for unit in $order; do
  case $(systemctl show --property=ActiveState -- "$unit") in
    *ActiveState=active*) ;;
    *) systemctl start -- "$unit" || refuse "systemctl start $unit failed; see: systemctl status $unit" 70 ;;
  esac
done
