#!/usr/bin/env python3
"""Makes the dumps of samples/ by loading them into a Linux kernel, and records what that kernel does with their packets.

usage: make_samples.py     (root; iptables-nft, ip, nft and conntrack on PATH)

Each node's devices are made in a network namespace, its rules are loaded with iptables-restore, and what iptables-save,
`ip addr` and `ip route` print there is the sample. oracle.py then sends the sample's packet and its reply through the same rules.
"""
import ctypes
import fcntl
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import kube_rules
from kube_rules import MANGLE_CHAINS, Service, comment

ORACLE = Path(__file__).with_name("oracle.py")
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
CLONE_NEWNET, TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x40000000, 0x400454CA, 2, 0x1000
HOOKS = {"filter": ["INPUT", "FORWARD", "OUTPUT"], "nat": ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
         "mangle": ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]}


def sh(command, text=None):
    ran = subprocess.run(command, shell=isinstance(command, str), input=text, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"failed: {command}\n{ran.stderr}")
    return ran.stdout


def table(name, chains, rules, policies=None):
    """A table as iptables-restore reads it."""
    built_in = [f":{hook} {(policies or {}).get(hook, 'ACCEPT')} [0:0]" for hook in HOOKS[name]]
    return "\n".join([f"*{name}", *built_in, *(f":{chain} - [0:0]" for chain in chains), *rules, "COMMIT", ""])


# --- aks-nginx: the node, the pod and the Service of the notes -------------------------------------------------------

AKS_PODS = "10.244.0.0/16"
AKS_SERVICES = [
    Service("default/kubernetes:https", "10.0.0.1", 443, ["203.0.113.10:443"]),
    Service("kube-system/kube-dns:dns", "10.0.0.10", 53, ["10.244.0.3:53", "10.244.0.8:53"], proto="udp"),
    Service("kube-system/kube-dns:dns-tcp", "10.0.0.10", 53, ["10.244.0.3:53", "10.244.0.8:53"]),
    Service("kube-system/metrics-server", "10.0.120.44", 443, ["10.244.0.5:4443", "10.244.0.6:4443"]),
    Service("default/nginx", "10.0.91.63", 80, ["10.244.0.13:80"]),
]
MASQ_AGENT = "ip-masq-agent: local traffic is not subject to MASQUERADE"
AKS_COUNTERS = [  # what `iptables -vnL` printed in the notes; K and M are thousands and millions there
    ("-A INPUT ", "KUBE-PROXY-FIREWALL", 47, 2820), ("-A INPUT ", "KUBE-NODEPORTS", 15044, 397_000_000),
    ("-A INPUT ", "KUBE-EXTERNAL-SERVICES", 47, 2820), ("-A INPUT ", "KUBE-FIREWALL", 15545, 398_000_000),
    ("-A FORWARD ", "KUBE-PROXY-FIREWALL", 295, 34694), ("-A FORWARD ", "KUBE-FORWARD", 7860, 2_308_000),
    ("-A FORWARD ", "KUBE-SERVICES", 295, 34694), ("-A FORWARD ", "KUBE-EXTERNAL-SERVICES", 276, 32187),
    ("-A OUTPUT ", "KUBE-PROXY-FIREWALL", 792, 48468), ("-A OUTPUT ", "KUBE-SERVICES", 792, 48468),
    ("-A OUTPUT ", "KUBE-FIREWALL", 13490, 4_036_000), ("-A KUBE-FORWARD ", "RELATED,ESTABLISHED", 4025, 934_000),
    (":FORWARD ", "", 276, 32187),
]


def aks_rules():
    nat_chains, nat_rules = kube_rules.nat(AKS_SERVICES, AKS_PODS)
    nat_chains.append("IP-MASQ-AGENT")
    nat_rules.append(f'-A POSTROUTING {comment("ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain")} -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT')
    nat_rules += [f"-A IP-MASQ-AGENT -d {network} {comment(MASQ_AGENT)} -j RETURN" for network in [AKS_PODS, "10.224.0.0/12", "10.0.0.0/16"]]
    nat_rules.append(f'-A IP-MASQ-AGENT {comment("ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)")} -j MASQUERADE')
    chains, rules = kube_rules.filter_(AKS_SERVICES)
    rules += [f"-A FORWARD -d 168.63.129.16/32 -p tcp -m tcp --dport {port} -j DROP" for port in (32526, 80)]
    return table("mangle", MANGLE_CHAINS, []) + table("filter", chains, rules) + table("nat", nat_chains, nat_rules)


# --- three-replicas: what Services can be ----------------------------------------------------------------------------

FLANNEL_PODS = "10.244.0.0/16"
SHOP = [
    Service("default/kubernetes:https", "10.96.0.1", 443, ["192.168.10.10:6443"]),
    Service("kube-system/kube-dns:dns", "10.96.0.10", 53, ["10.244.0.2:53", "10.244.0.3:53"], proto="udp"),
    Service("kube-system/kube-dns:dns-tcp", "10.96.0.10", 53, ["10.244.0.2:53", "10.244.0.3:53"]),
    Service("shop/web:http", "10.96.74.12", 80, ["10.244.0.9:8080", "10.244.1.21:8080", "10.244.2.14:8080"],
            node_port=31080, lb_ip="203.0.113.80", sources=["198.51.100.0/24"]),
    Service("shop/gateway:https", "10.96.11.200", 443, ["10.244.1.22:8443", "10.244.2.15:8443"],
            node_port=31443, lb_ip="203.0.113.81", local=["10.244.1.22:8443"], health=32100),
    Service("shop/cart:grpc", "10.96.120.7", 9000, ["10.244.1.23:9000", "10.244.2.16:9000"], affinity=True),
    Service("shop/reports", "10.96.33.3", 80, []),
]


def flannel(nat_chains, nat_rules, chains, rules):
    masq, forward = comment("flanneld masq"), comment("flanneld forward")
    nat_chains.append("FLANNEL-POSTRTG")
    nat_rules += [
        f"-A POSTROUTING {masq} -j FLANNEL-POSTRTG",
        f"-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 {masq} -j RETURN",
        f"-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d {FLANNEL_PODS} {masq} -j RETURN",
        f"-A FLANNEL-POSTRTG -s {FLANNEL_PODS} -d 10.244.1.0/24 {masq} -j RETURN",
        f"-A FLANNEL-POSTRTG ! -s {FLANNEL_PODS} -d 10.244.1.0/24 {masq} -j RETURN",
        f"-A FLANNEL-POSTRTG -s {FLANNEL_PODS} ! -d 224.0.0.0/4 {masq} -j MASQUERADE --random-fully",
        f"-A FLANNEL-POSTRTG ! -s {FLANNEL_PODS} -d {FLANNEL_PODS} {masq} -j MASQUERADE --random-fully",
    ]
    chains.append("FLANNEL-FWD")
    rules += [
        f"-A FORWARD {forward} -j FLANNEL-FWD",
        f"-A FLANNEL-FWD -s {FLANNEL_PODS} {forward} -j ACCEPT",
        f"-A FLANNEL-FWD -d {FLANNEL_PODS} {forward} -j ACCEPT",
    ]


def shop_rules():
    nat_chains, nat_rules = kube_rules.nat(SHOP, FLANNEL_PODS)
    chains, rules = kube_rules.filter_(SHOP)
    flannel(nat_chains, nat_rules, chains, rules)
    return table("mangle", MANGLE_CHAINS, []) + table("filter", chains, rules) + table("nat", nat_chains, nat_rules)


# --- forward-drop: Docker beside kube-proxy, and nobody who lets pods through --------------------------------------

DOCKER_SERVICES = [
    Service("default/kubernetes:https", "10.96.0.1", 443, ["192.168.10.10:6443"]),
    Service("default/web", "10.96.74.12", 80, ["10.244.2.14:8080"]),
]


def docker_rules():
    nat_chains, nat_rules = kube_rules.nat(DOCKER_SERVICES, FLANNEL_PODS)
    nat_chains.append("DOCKER")
    nat_rules += [
        "-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
        "-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
        "-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
        "-A DOCKER -i docker0 -j RETURN",
    ]
    chains, rules = kube_rules.filter_(DOCKER_SERVICES)
    chains += ["DOCKER", "DOCKER-ISOLATION-STAGE-1", "DOCKER-ISOLATION-STAGE-2", "DOCKER-USER"]
    rules += [
        "-A FORWARD -j DOCKER-USER",
        "-A FORWARD -j DOCKER-ISOLATION-STAGE-1",
        "-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        "-A FORWARD -o docker0 -j DOCKER",
        "-A FORWARD -i docker0 ! -o docker0 -j ACCEPT",
        "-A FORWARD -i docker0 -o docker0 -j ACCEPT",
        "-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2",
        "-A DOCKER-ISOLATION-STAGE-1 -j RETURN",
        "-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP",
        "-A DOCKER-ISOLATION-STAGE-2 -j RETURN",
        "-A DOCKER-USER -j RETURN",
    ]
    return table("filter", chains, rules, {"FORWARD": "DROP"}) + table("nat", nat_chains, nat_rules)


# --- the nodes --------------------------------------------------------------------------------------------------------

WORKER_DEVICES = {"eth0": ["192.168.10.11/24"], "flannel.1": ["10.244.1.0/32"], "cni0": ["10.244.1.1/24"]}
WORKER_ROUTES = [
    "default via 192.168.10.1 dev eth0",
    "10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink",
    "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink",
]
NODES = {
    "aks-nginx": {
        "host": "aks-nodepool1-12914153-vmss000000", "rules": aks_rules, "counters": AKS_COUNTERS,
        "interfaces": {"eth0": ["10.224.0.4/16"], "cbr0": ["10.244.0.1/24"]},
        "pods": {"veth3a91c0d2": "cbr0", "veth7be4512f": "cbr0"},
        "routes": ["default via 10.224.0.1 dev eth0 proto dhcp src 10.224.0.4 metric 100", "168.63.129.16 via 10.224.0.1 dev eth0 proto dhcp src 10.224.0.4 metric 100",
                   "169.254.169.254 via 10.224.0.1 dev eth0 proto dhcp src 10.224.0.4 metric 100"],
        "packet": {"in": "cbr0", "src": "10.244.0.9", "dst": "10.0.91.63", "proto": "tcp", "sport": 40000, "dport": 80},
    },
    "three-replicas": {
        "host": "worker-1", "rules": shop_rules, "counters": None, "interfaces": WORKER_DEVICES, "routes": WORKER_ROUTES,
        "pods": {"veth1c7d20aa": "cni0", "veth90f3be61": "cni0"},
        "packet": {"in": "eth0", "src": "198.51.100.7", "dst": "203.0.113.80", "proto": "tcp", "sport": 40000, "dport": 80},
    },
    "forward-drop": {
        "host": "worker-1", "rules": docker_rules, "counters": None,
        "interfaces": {**WORKER_DEVICES, "docker0": ["172.17.0.1/16"]}, "routes": WORKER_ROUTES,
        "pods": {"veth1c7d20aa": "cni0"},
        "packet": {"in": "cni0", "src": "10.244.1.5", "dst": "10.96.74.12", "proto": "tcp", "sport": 40000, "dport": 80},
    },
}


def make_device(name, index):
    """A device of the kind that it is on such a node. A TAP device that a process holds open looks like a network card."""
    if name.startswith("flannel"):
        sh(f"ip link add {name} type vxlan id 1 dstport 8472 nolearning")
    elif name in ("cbr0", "cni0", "docker0"):
        sh(f"ip link add {name} type bridge")
    else:
        hold_tap(name)
    sh(f"ip link set {name} address 02:42:0a:00:00:{index:02x}")


def hold_tap(name):
    held = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(held, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))


def make_pod(name, bridge, index):
    """A pod's end in the node, so that its bridge has a carrier."""
    hold_tap(name)
    sh(f"ip link set {name} address 02:42:0a:00:01:{index:02x}")
    sh(f"ip link set {name} master {bridge} up")


def with_counters(saved, counters):
    """A saved ruleset with the packets and bytes of those rules that are known."""
    lines = []
    section = None
    for line in saved.splitlines():
        section = line if line.startswith("*") else section
        body = re.sub(r"^\[\d+:\d+\] ", "", line)
        for start, word, packets, size in counters if section == "*filter" else []:
            if body.startswith(start) and word in body:
                line = re.sub(r"\[\d+:\d+\]", f"[{packets}:{size}]", line)
        lines.append(line)
    return "\n".join(lines) + "\n"


def dump_of(node):
    """The text that somebody on the node would paste."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
        raise SystemExit("unshare failed")
    sh("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1")
    sh("ip link set lo up")
    for index, (name, addresses) in enumerate(node["interfaces"].items(), 1):
        make_device(name, index)
        sh(f"ip link set {name} up")
        for address in addresses:
            broadcast = "" if address.endswith("/32") else " brd +"
            sh(f"ip addr add {address}{broadcast} dev {name}")
    for index, (name, bridge) in enumerate(node["pods"].items(), 1):
        make_pod(name, bridge, index)
    for route in node["routes"]:
        sh(f"ip route add {route}")
    sh("iptables-restore", node["rules"]())
    save = "iptables-save"
    if node["counters"]:
        save = "iptables-save -c"
        wanted = with_counters(sh(save), node["counters"])
        sh("iptables-restore -c", wanted)
        if re.sub("#.*", "", sh(save)) != re.sub("#.*", "", wanted):
            raise SystemExit("the counters do not come back as they were loaded")
    prompt = f"root@{node['host']}:~# "
    return "".join(f"{prompt}{command}\n{sh(command)}" for command in [save, "ip addr", "ip route show table all"])


def record(name, node):
    """What the kernel does with the sample's packet and with its reply."""
    spec = {"family": 4, "ruleset": node["rules"](), "interfaces": node["interfaces"], "routes": node["routes"],
            "packets": [{"id": "packet", **node["packet"]}, {"id": "reply", "replyTo": "packet"}]}
    file = Path(tempfile.gettempdir()) / f"{name}.spec.json"
    file.write_text(json.dumps(spec))
    done = json.loads(sh([sys.executable, str(ORACLE), str(file)]))
    results = [{**result, "out": [{k: v for k, v in out.items() if k != "ident"} for out in result["out"]]} for result in done["results"]]
    return {"kernel": done["context"]["kernel"], "iptables": done["context"]["version"].strip(), "results": results}


def main():
    SAMPLES.mkdir(exist_ok=True)
    for name, node in NODES.items():
        recorded = record(name, node)
        (SAMPLES / f"{name}.kernel.json").write_text(json.dumps(recorded, indent=1) + "\n")
        child = os.fork()
        if child == 0:
            (SAMPLES / f"{name}.txt").write_text(dump_of(node))
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{name} was not made")


if __name__ == "__main__":
    main()
