/**
 * Words that name nobody: those in which kube-proxy, the kubelet, Docker and network plugins comment their rules, and names
 * that every cluster has.
 */

/** Namespaces, Services and ports of every cluster, and the names of protocols. */
const COMMON_NAMES = `default kubernetes kube system public node lease dns coredns metrics server http https tcp udp sctp api apiserver
  proxy web grpc admin health healthz`;

/** The words of the comments themselves. */
const COMMENTS = `a accept accepted address addresses after agent all allow allowed already an and any are as audit avoid aws be before
  block bridge bridges but by cali calico chain chains check checks cidr cilium client cluster clusterip cni conntrack connection
  connections container containers count crowdsec custom dead destination destinations docker does drop dropped dst duplicate each
  eni end endpoint endpoints established ensure external externally fail failsafe fallback false felix filter firewall first flannel
  flannelmasq flannelmasqrd flow for forward forwarded forwarding from fwd go goto guard handle handled has host hostport if in
  inbound incoming ingress egress input install invalid internal ip ipip ipset is isolation it its jump kubelet label last leave
  limit list load loadbalancer balancer local localnet log loop loopback mangle mark marked marks masq masquerade match matched max
  multicast must name named nat network networkpolicy networks new no node nodeport nodeports non nos not note of off on only or
  order other out outbound outgoing output overlay packet packets pass passed persistent ping pod pods policy policies port portals
  portmap ports postrouting prerouting primary privileged profile profiles protect protection queue random range ranges rate raw
  ready reject rejected related remote reply requiring resolver response return reverse route routed router routing rule rules
  run same sandbox secondary security self send service services session set should snat dnat source span src start state stateful
  static subnet sync table target test that the these they this through to traffic true tunnel type udp unknown unmark up upstream
  use user version via visible vpc vxlan wan was when which will with without workload workloads xt zone`;

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** In small letters. */
export const KEPT_NAMES = wordsOf(COMMON_NAMES);

/** In small letters. */
export const KEPT_WORDS: ReadonlySet<string> = new Set([...wordsOf(COMMENTS), ...KEPT_NAMES]);

/** Devices that bear the name that the kernel or a well-known program gives every such device. */
export const COMMON_DEVICE =
  /^(?:lo|eth|en[ops]|wl|ww|bond|team|br|docker|cni|cbr|flannel|vxlan|tun|tap|wg|ppp|virbr|kube-|nodelocaldns|dummy|vlan|ib|gre|sit|ip6tnl|tunl|weave|datapath|cilium_|ovs|antrea|genev|nerdctl|podman|lxcbr|lxdbr|tailscale|utun|ip_vti|ipsec|erspan|teql|ifb)[0-9a-z]{0,4}(?:[.:@-][0-9]{1,5})?\+?$/;

/** Devices whose name is a hash of what they are for: what stays of it, and the hash. */
export const HASHED_DEVICE = /^(cali|veth|lxc|azv|eni|tap|br-|vethwe-?|vnet)([0-9a-f]+)$/;
