# Whether this node holds an Elastic IP, by its own instance metadata: SERVICE ADDRESS.
set -u
service=$1
address=$2
reach=5

refuse() {
  printf '%s\n' "$1" >&2
  exit 69
}

# The session's token goes through a pipe: an argument could be read by every user of the node.
ask() {
  printf 'X-aws-ec2-metadata-token: %s\n' "$token" |
    curl -sS --noproxy '*' -m "$reach" -H @- -w '\n%{http_code}\n' "$service/latest/meta-data/$1"
}

command -v curl >/dev/null || refuse 'curl is missing on this node; install it, or ask EC2 (cluster.elastic-ip.ask: ec2)'
token=$(curl -fsS --noproxy '*' -m "$reach" -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$service/latest/api/token") ||
  refuse 'the instance metadata of this node gives no token; is it an EC2 instance, and its metadata on?'
interfaces=$(ask network/interfaces/macs/) || refuse 'the instance metadata of this node does not answer'
case $interfaces in
  *'
200') ;;
  *) refuse 'the instance metadata of this node does not name its network interfaces' ;;
esac

# An address may be on any interface, beside others. One without any has no such entry: 404.
held=
for interface in $interfaces; do
  case $interface in
    *[!0-9a-f:/]* | 200) continue ;;
  esac
  own=$(ask "network/interfaces/macs/${interface%/}/public-ipv4s") || refuse 'the instance metadata of this node does not answer'
  case $own in
    *'
200') for one in $own; do [ "$one" != "$address" ] || held=yes; done ;;
    *'
404') ;;
    *) refuse 'the instance metadata of this node does not tell its addresses' ;;
  esac
done
if [ -n "$held" ]; then
  echo Primary
else
  echo Backup
fi
