"""The rules that kube-proxy and the kubelet write for a node (kubernetes 1.28, pkg/proxy/iptables/proxier.go), as iptables-restore reads them."""
import base64
import hashlib


def chain(kind, *parts):
    """The name of a chain: a hash of the Service port's name, its protocol and, for an endpoint, its address."""
    return f"KUBE-{kind}-" + base64.b32encode(hashlib.sha256("".join(parts).encode()).digest()).decode()[:16]


def comment(text):
    return f'-m comment --comment "{text}"'


class Service:
    """One port of one Service."""

    def __init__(self, name, ip, port, endpoints, proto="tcp", node_port=None, lb_ip=None, sources=None, local=None, health=None, affinity=False):
        self.name, self.ip, self.port, self.proto, self.endpoints = name, ip, port, proto, endpoints
        self.node_port, self.lb_ip, self.sources, self.local, self.health, self.affinity = node_port, lb_ip, sources, local, health, affinity

    def chain(self, kind):
        return chain(kind, self.name, self.proto)

    def endpoint_chain(self, endpoint):
        return chain("SEP", self.name, self.proto, endpoint)


def nat(services, pod_cidr):
    """The table nat: chains and rules."""
    chains = ["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-POSTROUTING", "KUBE-MARK-MASQ", "KUBE-KUBELET-CANARY", "KUBE-PROXY-CANARY"]
    rules = [
        f'-A PREROUTING {comment("kubernetes service portals")} -j KUBE-SERVICES',
        f'-A OUTPUT {comment("kubernetes service portals")} -j KUBE-SERVICES',
        f'-A POSTROUTING {comment("kubernetes postrouting rules")} -j KUBE-POSTROUTING',
        "-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000",
        "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
        "-A KUBE-POSTROUTING -j MARK --xor-mark 0x4000",
        f'-A KUBE-POSTROUTING {comment("kubernetes service traffic requiring SNAT")} -j MASQUERADE --random-fully',
    ]
    for service in services:
        if service.endpoints:
            chains += write_service(service, pod_cidr, rules)
    rules.append(f'-A KUBE-SERVICES {comment("kubernetes service nodeports; NOTE: this must be the last rule in this chain")} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS')
    return chains, rules


def write_service(service, pod_cidr, rules):
    name, proto, port = service.name, service.proto, f"-m {service.proto} --dport {service.port}"
    svc, svl, ext, fw = (service.chain(kind) for kind in ("SVC", "SVL", "EXT", "FW"))
    external = service.node_port or service.lb_ip
    chains = [svc] + ([svl] if service.local is not None else []) + ([ext] if external else []) + ([fw] if service.sources else [])
    rules.append(f'-A KUBE-SERVICES -d {service.ip}/32 -p {proto} {comment(f"{name} cluster IP")} {port} -j {svc}')
    if service.lb_ip:
        rules.append(f'-A KUBE-SERVICES -d {service.lb_ip}/32 -p {proto} {comment(f"{name} loadbalancer IP")} {port} -j {fw if service.sources else ext}')
    if service.node_port:
        rules.append(f"-A KUBE-NODEPORTS -p {proto} {comment(name)} -m {proto} --dport {service.node_port} -j {ext}")
    for source in service.sources or []:
        rules.append(f'-A {fw} -s {source} {comment(f"{name} loadbalancer IP")} -j {ext}')
    if service.sources:
        rules.append(f'-A {fw} {comment(f"other traffic to {name} will be dropped by KUBE-PROXY-FIREWALL")}')
    if external and service.local is None:
        rules.append(f'-A {ext} {comment(f"masquerade traffic for {name} external destinations")} -j KUBE-MARK-MASQ')
        rules.append(f"-A {ext} -j {svc}")
    elif external:
        rules.append(f'-A {ext} -s {pod_cidr} {comment(f"pod traffic for {name} external destinations")} -j {svc}')
        rules.append(f'-A {ext} {comment(f"masquerade LOCAL traffic for {name} external destinations")} -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ')
        rules.append(f'-A {ext} {comment(f"route LOCAL traffic for {name} external destinations")} -m addrtype --src-type LOCAL -j {svc}')
        rules.append(f"-A {ext} -j {svl}")
    rules.append(f'-A {svc} ! -s {pod_cidr} -d {service.ip}/32 -p {proto} {comment(f"{name} cluster IP")} {port} -j KUBE-MARK-MASQ')
    for balancer, endpoints in [(svc, service.endpoints), (svl, service.local or [])]:
        write_choice(service, balancer, endpoints, rules)
    for endpoint in service.endpoints:
        sep = service.endpoint_chain(endpoint)
        chains.append(sep)
        recent = f"-m recent --set --name {sep} --mask 255.255.255.255 --rsource " if service.affinity else ""
        rules.append(f"-A {sep} -s {endpoint.split(':')[0]}/32 {comment(name)} -j KUBE-MARK-MASQ")
        rules.append(f"-A {sep} -p {proto} {comment(name)} {recent}-m {proto} -j DNAT --to-destination {endpoint}")
    return chains


def write_choice(service, balancer, endpoints, rules):
    """One endpoint of several: the first with a chance of 1/n, the next of 1/(n-1), the last for certain."""
    if service.affinity:
        for endpoint in endpoints:
            sep = service.endpoint_chain(endpoint)
            recent = f"-m recent --rcheck --seconds 10800 --reap --name {sep} --mask 255.255.255.255 --rsource"
            rules.append(f'-A {balancer} {comment(f"{service.name} -> {endpoint}")} {recent} -j {sep}')
    for index, endpoint in enumerate(endpoints):
        left = len(endpoints) - index
        chance = f"-m statistic --mode random --probability {1 / left:.10f} " if left > 1 else ""
        rules.append(f'-A {balancer} {comment(f"{service.name} -> {endpoint}")} {chance}-j {service.endpoint_chain(endpoint)}')


def filter_(services):
    """The table filter: chains and rules."""
    chains = ["KUBE-EXTERNAL-SERVICES", "KUBE-FIREWALL", "KUBE-FORWARD", "KUBE-KUBELET-CANARY", "KUBE-NODEPORTS", "KUBE-PROXY-CANARY", "KUBE-PROXY-FIREWALL", "KUBE-SERVICES"]
    new = "-m conntrack --ctstate NEW"
    rules = [
        f'-A INPUT {new} {comment("kubernetes load balancer firewall")} -j KUBE-PROXY-FIREWALL',
        f'-A INPUT {comment("kubernetes health check service ports")} -j KUBE-NODEPORTS',
        f'-A INPUT {new} {comment("kubernetes externally-visible service portals")} -j KUBE-EXTERNAL-SERVICES',
        "-A INPUT -j KUBE-FIREWALL",
        f'-A FORWARD {new} {comment("kubernetes load balancer firewall")} -j KUBE-PROXY-FIREWALL',
        f'-A FORWARD {comment("kubernetes forwarding rules")} -j KUBE-FORWARD',
        f'-A FORWARD {new} {comment("kubernetes service portals")} -j KUBE-SERVICES',
        f'-A FORWARD {new} {comment("kubernetes externally-visible service portals")} -j KUBE-EXTERNAL-SERVICES',
        f'-A OUTPUT {new} {comment("kubernetes load balancer firewall")} -j KUBE-PROXY-FIREWALL',
        f'-A OUTPUT {new} {comment("kubernetes service portals")} -j KUBE-SERVICES',
        "-A OUTPUT -j KUBE-FIREWALL",
        f'-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 {comment("block incoming localnet connections")} -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
        "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP",
        f'-A KUBE-FORWARD {comment("kubernetes forwarding rules")} -m mark --mark 0x4000/0x4000 -j ACCEPT',
        f'-A KUBE-FORWARD {comment("kubernetes forwarding conntrack rule")} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ]
    for service in services:
        refuse = f'-m {service.proto} --dport {service.port} -j REJECT --reject-with icmp-port-unreachable'
        if not service.endpoints:
            rules.append(f'-A KUBE-SERVICES -d {service.ip}/32 -p {service.proto} {comment(f"{service.name} has no endpoints")} {refuse}')
        if service.health:
            rules.append(f'-A KUBE-NODEPORTS -p tcp {comment(f"{service.name} health check node port")} -m tcp --dport {service.health} -j ACCEPT')
        if service.sources:
            dropped = f"{service.name} traffic not accepted by {service.chain('FW')}"
            rules.append(f"-A KUBE-PROXY-FIREWALL -d {service.lb_ip}/32 -p {service.proto} {comment(dropped)} -m {service.proto} --dport {service.port} -j DROP")
    return chains, rules


MANGLE_CHAINS = ["KUBE-IPTABLES-HINT", "KUBE-KUBELET-CANARY", "KUBE-PROXY-CANARY"]
