/**
 * Examples of the matches from addrtype to dst: how each answers a packet, and what is said of that, both ways where nobody knows.
 */
import { world } from "../rule-in-hand";
import type { Examples } from "./worlds.fixture";
import { authenticated, dccp, destined, established, grouped, own, six, untracked } from "./worlds.fixture";

export const MATCHES_A_TO_D: Examples = {
  addrtype: [
    ["-m addrtype --src-type UNICAST", "yes", "source 10.244.1.5 (UNICAST) is an address of another host"],
    ["-m addrtype --dst-type LOCAL", "no", "destination 10.96.0.10 (UNICAST) is not an address of this node"],
    [
      "-m addrtype ! --dst-type UNICAST",
      "no",
      "destination 10.96.0.10 (UNICAST) is an address of another host, and the rule wants it otherwise",
    ],
    [
      "-m addrtype --dst-type LOCAL",
      "yes",
      "destination 10.96.0.10 (LOCAL) is an address of this node",
      world({ addressType: () => "LOCAL" }),
    ],
  ],
  ah: [
    ["-p ah -m ah --ahspi 500", "yes", "the SPI of its authentication header is 500", authenticated],
    ["-p ah -m ah --ahspi 1:9", "no", "the SPI of its authentication header is 500, not 1 to 9", authenticated],
    ["-p ah -m ah --ahspi 1", "no", "it has no authentication header"],
  ],
  bpf: [
    ['-m bpf --bytecode "1,6 0 0 1"', "yes", 'the BPF program "1,6 0 0 1" takes it'],
    ['-m bpf --bytecode "1,6 0 0 0"', "no", 'the BPF program "1,6 0 0 0" does not take it'],
    [
      "-m bpf --object-pinned /sys/fs/bpf/a",
      "unknown",
      "the BPF program /sys/fs/bpf/a takes it | the BPF program /sys/fs/bpf/a does not take it",
    ],
  ],
  cgroup: [
    ["-m cgroup --cgroup 5", "no", "no process of this node sends it"],
    [
      "-m cgroup --cgroup 5",
      "unknown",
      "its sender is in the control group with the class id 5 | its sender is not in the control group with the class id 5",
      own,
    ],
    [
      "-m cgroup ! --path /a",
      "unknown",
      "its sender is in the control group /a | its sender is not in the control group /a",
      own,
    ],
  ],
  cluster: [
    [
      "-m cluster --cluster-total-nodes 2 --cluster-local-node 1 --cluster-hash-seed 1",
      "no",
      "by the hash of its source the connection is for node 2 of 2, not for node 1",
    ],
    [
      "-m cluster --cluster-total-nodes 2 --cluster-local-node 2 --cluster-hash-seed 1",
      "yes",
      "by the hash of its source the connection is for node 2 of 2",
    ],
    [
      "-m cluster --cluster-total-nodes 2 --cluster-local-node 1 --cluster-hash-seed 1",
      "no",
      "it has no connection",
      untracked,
    ],
  ],
  comment: [['-m comment --comment "for people"', "yes", "remark: for people"]],
  connbytes: [
    [
      "-m connbytes --connbytes 1:3 --connbytes-mode packets --connbytes-dir original",
      "yes",
      "the connection's number of packets in the original direction is 1",
    ],
    [
      "-m connbytes --connbytes 100: --connbytes-mode bytes --connbytes-dir both",
      "no",
      "the connection's number of bytes in both directions is 44, not 100 or more",
    ],
    [
      "-m connbytes --connbytes 1 --connbytes-mode packets --connbytes-dir both",
      "no",
      "it has no connection",
      untracked,
    ],
  ],
  connlabel: [
    ["-m connlabel --label 3", "no", "the label 3 of the connection is not set"],
    ["-m connlabel ! --label 3", "yes", "the label 3 of the connection is not set"],
    ["-m connlabel --label 7 --set", "yes", "the connection can be given the label 7, and now bears it"],
  ],
  connlimit: [
    [
      "-m connlimit --connlimit-above 9",
      "unknown",
      "there are no more than 9 connections from 10.244.1.5 | there are more than 9 connections from 10.244.1.5",
    ],
    [
      "-m connlimit --connlimit-upto 9 --connlimit-mask 24",
      "unknown",
      "there are no more than 9 connections from 10.244.1.0/24 | there are more than 9 connections from 10.244.1.0/24",
    ],
  ],
  connmark: [
    ["-m connmark --mark 0x1", "yes", "the connection's mark is 0x1", established],
    ["-m connmark --mark 0x1", "no", "the connection's mark 0x0 is not 0x1"],
    ["-m connmark --mark 0x1", "no", "it has no connection", untracked],
  ],
  conntrack: [
    ["-m conntrack --ctstate NEW", "yes", "the connection's state is NEW"],
    ["-m conntrack --ctstate RELATED,ESTABLISHED", "no", "the connection's state is NEW, not RELATED or ESTABLISHED"],
    ["-m conntrack ! --ctstate NEW", "no", "the connection's state is NEW, and the rule wants it otherwise"],
    ["-m conntrack --ctstate DNAT", "yes", "the connection's state is ESTABLISHED, DNAT", established],
    [
      "-m conntrack --ctorigdst 10.96.0.0/12",
      "yes",
      "the connection's original destination address 10.96.0.10 is in 10.96.0.0/12",
    ],
    ["-m conntrack --ctorigdstport 443", "no", "the connection's original destination port 80 is not 443"],
    ["-m conntrack --ctproto tcp", "no", "it has no connection", untracked],
    ["-m conntrack --ctdir REPLY", "no", "it is not a packet of the reply direction, but of the original one"],
    ["-m conntrack --ctstatus SEEN_REPLY", "no", "the connection's status is none yet, not SEEN_REPLY"],
    [
      "-m conntrack --ctexpire 1:9",
      "unknown",
      "the connection expires in 1 to 9 s | the connection does not expire in 1 to 9 s",
    ],
  ],
  cpu: [["-m cpu --cpu 1", "unknown", "processor 1 handles the packet | another processor than 1 handles it"]],
  dccp: [
    ["-p dccp --dccp-types REQUEST", "yes", "the DCCP packet's type is REQUEST", dccp],
    ["-p dccp --dccp-types ACK,DATA", "no", "the DCCP packet's type is REQUEST, not DATA or ACK", dccp],
    ["-p dccp --dccp-option 2", "yes", "the DCCP option 2 is there", dccp],
    ["-p dccp --dport 81", "no", "destination port 80 is not 81", dccp],
    ["-p dccp --dport 80", "no", "it is not a DCCP packet"],
  ],
  devgroup: [
    ["-m devgroup --src-group 0x1", "yes", "the group of the device it comes in by is 0x1", grouped],
    ["-m devgroup --src-group 0x2", "no", "the group of the device it comes in by is 0x1, not 0x2", grouped],
    ["-m devgroup --src-group 0x1", "unknown", "cni0 is in the group 0x1 | cni0 is not in the group 0x1"],
  ],
  dscp: [
    ["-m dscp --dscp 0", "yes", "DSCP is 0x00"],
    ["-m dscp --dscp-class EF", "no", "DSCP 0x00 is not 0x2e"],
    ["-m dscp ! --dscp 0", "no", "DSCP is 0x00, and the rule wants another"],
  ],
  dst: [
    ["-m dst --dst-opts 5", "yes", "its destination options begin with 5", destined],
    ["-m dst --dst-opts 6", "no", "its destination options 5:2 do not begin with 6", destined],
    ["-m dst --dst-len 8", "no", "it has no destination header", six()],
  ],
};
