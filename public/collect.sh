#!/bin/sh
# Prints what Hookline reads of a node, as one paste: rules, devices, routes, sets, connections and what the cluster
# says. Changes nothing, and needs a POSIX shell alone; tools that are not there are passed over.
#
#   ssh root@node sh < collect.sh
#   kubectl debug node/NAME -i --image=busybox --profile=sysadmin -- chroot /host sh < collect.sh
#   ssh root@node sh -s -- --link https://… < collect.sh     prints a link with the paste packed into it
#
# HOOKLINE_LINK=https://… does the same as --link.

# So many lines of the connections of each family are printed.
CONNECTIONS=2000

# No command may read the script itself from standard input, so each gets an empty one.

has() { command -v "$1" >/dev/null 2>&1; }

note() { printf '# hookline: %s\n' "$*"; }

# A word that must be seen even where the paste goes into a file.
loud() {
  note "$*"
  printf 'hookline: %s\n' "$*" >&2
}

# show COMMAND…: a prompt with the command, and what it prints. Nothing where the node does not have it.
show() {
  has "$1" || return 0
  printf '\n# %s\n' "$*"
  "$@" </dev/null 2>/dev/null || note "$1 gave no answer (exit $?)"
}

# show_rules COMMAND: the same for rules, of which it matters why they are not there.
show_rules() {
  has "$1" || {
    note "no $1 on this node"
    return 0
  }
  printf '\n# %s -c\n' "$1"
  "$1" -c </dev/null 2>/dev/null ||
    loud "$1 gave no answer (exit $?): it needs root with CAP_NET_ADMIN (sudo; kubectl debug --profile=sysadmin)"
}

# rules_of iptables|ip6tables NAMES: the rules, and those of the other backend where both are on the node.
rules_of() {
  show_rules "$1-save"
  has "$1-nft-save" && has "$1-legacy-save" || return 0
  case $("$1-save" -V </dev/null 2>/dev/null) in
  *nf_tables*)
    # Without the names of loaded tables iptables-legacy-save has nothing to print, and might load modules.
    [ -n "$(cat "$2" 2>/dev/null)" ] || return 0
    other=legacy
    ;;
  *) other=nft ;;
  esac
  other_rules=$("$1-$other-save" -c </dev/null 2>/dev/null)
  case $other_rules in
  *'
['*) printf '\n# %s-%s-save -c\n%s\n' "$1" "$other" "$other_rules" ;;
  esac
}

devices_and_routes() {
  if has ip; then
    show ip addr
    show ip -4 route show table all
    show ip -6 route show table all
    show ip -4 rule
    show ip -6 rule
  else
    show ifconfig -a
    show route -n
  fi
}

connections() {
  if has conntrack; then
    for family in ipv4 ipv6; do
      printf '\n# conntrack -L -f %s\n' "$family"
      conntrack -L -f "$family" </dev/null 2>/dev/null | first_lines
    done
  elif [ -r /proc/net/nf_conntrack ]; then
    printf '\n# cat /proc/net/nf_conntrack\n'
    first_lines </proc/net/nf_conntrack
  fi
}

first_lines() {
  sed -n -e "1,${CONNECTIONS}p" \
    -e "$((CONNECTIONS + 1))i\\
# hookline: there are more connections; the first $CONNECTIONS are printed" \
    -e "$((CONNECTIONS + 1))q"
}

# What kube-proxy was started with, and the same of its configuration file: the few words that rules depend on, no more.
kube_proxy() {
  for process in /proc/[0-9]*; do
    case $(cat "$process/comm" 2>/dev/null) in
    kube-proxy | k3s* | rke2* | k0s | kubelite) ;;
    *) continue ;;
    esac
    arguments=$(tr '\000' '\n' <"$process/cmdline" 2>/dev/null)
    options=$(printf '%s\n' "$arguments" | sed -n 's/^\(--kube-proxy-arg=\)\{0,1\}-*\(\(cluster-cidr\|proxy-mode\|masquerade-all\|iptables-masquerade-bit\|nodeport-addresses\|detect-local-mode\)=.*\)$/ --\2/p' | tr -d '\n')
    [ -z "$options" ] || printf '\n# kube-proxy%s\n' "$options"
    config=$(printf '%s\n' "$arguments" | sed -n -e 's/^--config=//p' -e '/^--config$/{n;p;}' | sed -n 1p)
    # A pod has a disk of its own, which the node sees below the process.
    [ -z "$config" ] || kube_proxy_config "$process/root$config" "$config"
    seen=yes
  done
  [ -z "${seen-}" ] || return 0
  for config in /var/lib/kube-proxy/config.conf /var/lib/kube-proxy/config /var/lib/kube-proxy-config/config \
    /etc/kubernetes/kube-proxy-config.yaml /etc/kubernetes/kube-proxy.yaml; do
    kube_proxy_config "$config" "$config"
  done
}

kube_proxy_config() {
  [ -r "$1" ] || return 0
  found=$(sed -n 's/^ *\(\(clusterCIDR\|mode\|masqueradeAll\|masqueradeBit\|nodePortAddresses\|detectLocalMode\):.*\)$/# \1/p' "$1" 2>/dev/null)
  [ -z "$found" ] || printf '\n# kube-proxy --config=%s\n%s\n' "$2" "$found"
}

cluster() {
  has kubectl || return 0
  # It asks for a password where it has none, keeps a cache on disk and waits long for a server that is gone.
  set -- kubectl --request-timeout=8s --cache-dir=/dev/null/none get nodes,pods,svc,endpointslices -A -o wide
  config=${KUBECONFIG-}
  if [ -z "$config" ] && [ ! -r "${HOME-}/.kube/config" ]; then
    for file in /etc/kubernetes/admin.conf /etc/rancher/k3s/k3s.yaml /etc/rancher/rke2/rke2.yaml; do
      [ -z "$config" ] && [ -r "$file" ] && config=$file
    done
  fi
  timeout 1 true </dev/null >/dev/null 2>&1 && set -- timeout 20 "$@"
  answer=$(
    [ -z "$config" ] || export KUBECONFIG="$config"
    "$@" </dev/null 2>/dev/null
  )
  if [ -n "$answer" ]; then
    printf '\n# kubectl get nodes,pods,svc,endpointslices -A -o wide\n%s\n' "$answer"
  else
    note "kubectl reaches no cluster from here"
  fi
}

everything() {
  note "$(uname -srm)"
  has iptables && note "$(iptables -V </dev/null 2>/dev/null)"
  [ "$(id -u)" = 0 ] || loud "not root, so rules, sets and connections are missing: run it as root (sudo sh)"
  rules_of iptables /proc/net/ip_tables_names
  rules_of ip6tables /proc/net/ip6_tables_names
  devices_and_routes
  show ipset save
  connections
  kube_proxy
  cluster
}

packed() {
  # Letters that a link may hold (RFC 4648, 5), on one line and without padding.
  gzip -9 | base64 | tr -d '\r\n=' | tr '+/' '-_'
}

main() {
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/var/lib/rancher/k3s/data/current/bin:/var/lib/rancher/k3s/data/current/bin/aux
  LC_ALL=C
  export PATH LC_ALL
  link=${HOOKLINE_LINK-}
  while [ $# -gt 0 ]; do
    case $1 in
    --link)
      link=${2-}
      [ $# -lt 2 ] || shift
      ;;
    --link=*) link=${1#--link=} ;;
    *) loud "$1 is not known: the one option is --link https://…" ;;
    esac
    shift
  done
  if [ -n "$link" ]; then
    for tool in gzip base64; do
      has "$tool" || {
        loud "no $tool on this node, so there is no link: this is the text"
        link=
      }
    done
  fi
  if [ -n "$link" ]; then
    printf '%s#gz=' "${link%%#*}"
    everything | packed
    printf '\n'
  else
    everything
  fi
  return 0
}

main "$@"
exit 0
