# Points the entry of the mount point at another EFS file system and remounts: NEW OPTIONS|keep.
# Writers are paused by then. Every line may be the last one; run again, the end is the same.
new=$1
options=$2
copy=$fstab.efs-migrator.$migration
temporary=$fstab.efs-migrator.$migration.new

# Older programs named sync take no file.
flush() { sync "$1" 2>/dev/null || sync; }

# 1. Looks. A crash or a refusal up to the line "begun" leaves everything as it was.
[ -f "$fstab" ] && [ ! -L "$fstab" ] || refuse "$fstab is not a plain file; set cluster.fstab.file to the file itself"
[ -w "$fstab" ] && [ -w "$(dirname "$fstab")" ] || refuse "$fstab may not be written; run the commands of this node as root"
# Dies with this shell. What is started below does not inherit it.
exec 9<"$(dirname "$fstab")"
if command -v flock >/dev/null; then
  flock -n 9 || refuse "another switch is at work on this node" 75
fi
[ "$(efs_name "$new:/")" = "$new" ] || refuse "this is not the DNS name of an EFS file system"
[ "$(entries | wc -l)" -ne 0 ] || refuse "$fstab has no entry for $point; add the one that mounts the source, or correct cluster.fstab.mount-point"
[ "$(entries | wc -l)" -eq 1 ] || refuse "$fstab has more than one entry for $point; leave one"
read -r line device type fields <<END
$(entries)
END
case $type in
  nfs | nfs4) ;;
  *) refuse "the entry for $point in $fstab is of type $type, not nfs4; mount by NFS, or use the adapter commands" ;;
esac
[ "$fields" -ge 4 ] || refuse "the entry for $point in $fstab has no options; complete it"
old=$(efs_name "$device")
[ -n "$old" ] || refuse "the entry for $point in $fstab names $device, which is no EFS file system by its DNS name; correct it"
[ "$(mounts | wc -l)" -le 1 ] || refuse "more than one file system is mounted on $point; unmount all but the right one"
now=$(mounted)
[ -z "$(mounts)" ] || [ -n "$now" ] || refuse "something else than EFS is mounted on $point; unmount it"
if [ -f "$begun" ]; then
  read -r first goal <"$begun"
  # Left by a switch to somewhere else: where that began is of no use for this one.
  [ "$goal" = "$new" ] || first=$old
else
  first=$old
  [ "$old" = "$new" ] || [ "$now" = "$old" ] || refuse "fstab says $old and mounted on $point is ${now:-nothing}; mount what fstab says, then restart"
fi
case $now in
  "" | "$first" | "$old" | "$new") ;;
  *) refuse "mounted on $point is $now, neither $old nor $new; mount what fstab says, then restart" ;;
esac

if [ "$old" != "$new" ]; then
  # 2. The copy, once for each migration: whole or not there.
  if [ ! -f "$copy" ]; then
    cp -p "$fstab" "$temporary" && flush "$temporary" && mv "$temporary" "$copy" || refuse "$copy cannot be written" 70
  fi
  # 3. Begun. From here on until the end the node counts as not switched (fstab-endpoint.sh).
  printf '%s %s\n' "$first" "$new" >"$temporary" && mv "$temporary" "$begun" || refuse "$begun cannot be written" 70
  # 4. The new fstab beside the old one, with its owner and mode; a crash leaves a file nobody reads.
  rm -f "$temporary"
  cp -p "$fstab" "$temporary" || refuse "$temporary cannot be written" 70
  {
    head -n "$((line - 1))" "$fstab" &&
      awk -v n="$line" -v dns="$new" -v options="$options" 'NR == n {
        rest = $0; out = ""
        for (i = 1; i <= 4; i++) {
          match(rest, /[^ \t]+/)
          field = substr(rest, RSTART, RLENGTH)
          out = out substr(rest, 1, RSTART - 1)
          rest = substr(rest, RSTART + RLENGTH)
          if (i == 1) field = dns substr(field, index(field, ":"))
          if (i == 4 && options != "keep") field = options
          out = out field
        }
        print out rest
        exit
      }' "$fstab" &&
      tail -n +"$((line + 1))" "$fstab"
  } >"$temporary" || refuse "$temporary cannot be written: is the disk full?" 70
  describe() { ls -ldn "$1" | awk '{ print substr($1, 1, 10), $3, $4 }'; }
  [ "$(describe "$temporary")" = "$(describe "$fstab")" ] || refuse "owner and mode of $fstab cannot be kept; run the commands of this node as root" 70
  [ "$(wc -l <"$temporary")" -ge "$(wc -l <"$fstab")" ] || refuse "$temporary is not complete" 70
  # On disk before it gets the name, or a power cut could leave an empty fstab.
  flush "$temporary"
  # 5. fstab names the new file system, at once and as a whole. A reboot now mounts it.
  mv "$temporary" "$fstab" || refuse "$fstab cannot be replaced" 70
  flush "$(dirname "$fstab")"
fi

if [ "$now" != "$new" ]; then
  # 6. systemd makes mount units out of fstab, and would go on with the old one.
  if command -v systemctl >/dev/null; then
    systemctl daemon-reload 9<&- || refuse "systemctl daemon-reload failed" 70
  fi
  # 7. Nothing mounted: the writers are paused, and units-start.sh refuses to start them.
  if [ -n "$now" ]; then
    umount "$point" 9<&- || refuse "$point cannot be unmounted; see who uses it (fuser -vm $point), then restart" 71
  fi
  # 8. Mounted by the new entry.
  if [ "$fstab" = /etc/fstab ]; then
    mount "$point" 9<&- || refuse "$point cannot be mounted; see dmesg and security groups, then restart" 71
  else
    mount -T "$fstab" "$point" 9<&- || refuse "$point cannot be mounted; see dmesg and security groups, then restart" 71
  fi
fi

# 9. The kernel's word, not that of mount.
[ "$(agreed)" = "$new" ] || refuse "fstab and the mount on $point do not both name $new" 71
# 10. Over. A crash before this line leaves a note that nobody needs: both agree.
rm -f "$begun" "$temporary"
