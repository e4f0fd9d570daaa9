# Which file system the node is on: what fstab and mountinfo agree on.
[ -r "$fstab" ] || refuse "$fstab cannot be read"
if agreed; then
  exit 0
fi
# They disagree. If a switch of this migration was cut off in between, the node counts as not switched
# yet: the switch is ordered again and ends it. With any third file system in play nobody can tell.
[ -f "$begun" ] && read -r old new <"$begun" || refuse "fstab and the mount on $point disagree"
for name in "$(configured)" "$(mounted)"; do
  case $name in
    "$old" | "$new" | "") ;;
    *) refuse "fstab and the mount on $point disagree" ;;
  esac
done
[ -n "$(configured)" ] || refuse "$fstab has no single EFS entry for $point"
[ -z "$(mounts)" ] || [ -n "$(mounted)" ] || refuse "something else is mounted on $point"
printf '%s\n' "$old"
