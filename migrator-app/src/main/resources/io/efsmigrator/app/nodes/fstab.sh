# fstab.sh +
# What all scripts of the fstab adapter begin with. The history shows the first line. Run as
#   sh -c THIS+SCRIPT NAME MIGRATION MOUNT_POINT FSTAB MOUNTINFO [ARGUMENT...]
set -u
LC_ALL=C
export LC_ALL
migration=$1
point=$2
fstab=$3
mountinfo=$4
shift 4
# A switch that was begun: "OLD NEW", written before the first change, removed after the last look.
begun=$fstab.efs-migrator.$migration.begun

# One line that says what is wrong and what to do. 65: nothing was changed.
refuse() {
  printf '%s\n' "$1" >&2
  exit "${2-65}"
}

# Entries for the mount point: "LINE DEVICE TYPE FIELDS" each.
entries() {
  awk -v point="$point" '$1 !~ /^#/ && ($2 == point || $2 == point "/") { print NR, $1, $3, NF }' "$fstab"
}

# What the kernel has mounted there, the oldest first: "DEVICE TYPE" each.
mounts() {
  awk -v point="$point" '$5 == point {
    for (i = 7; i <= NF; i++) if ($i == "-") { print $(i + 2), $(i + 1); break }
  }' "$mountinfo"
}

# The DNS name in the device of an EFS entry; nothing for anything else.
efs_name() {
  case $1 in
    fs-*.efs.*:/*) name=${1%%:*} ;;
    *) return 0 ;;
  esac
  case $name in
    *[!a-z0-9.-]*) ;;
    *.amazonaws.com | *.amazonaws.com.cn) printf '%s\n' "$name" ;;
  esac
}

configured() { efs_name "$(entries | cut -d ' ' -f 2)"; }
mounted() { efs_name "$(mounts | cut -d ' ' -f 1)"; }

# One name that both agree on. With two entries or mounts neither is a single name.
agreed() {
  entry=$(configured)
  [ -n "$entry" ] && [ "$entry" = "$(mounted)" ] && printf '%s\n' "$entry"
}
