/**
 * Examples of the targets: a rule and what its target is said to do; the table and the family where they are not those of
 * filter and IPv4.
 */
import type { Family } from "../../address";
import type { TableName } from "../../ruleset";

export type TargetExample = readonly [rule: string, says: string, table?: TableName, family?: Family];

export const TARGETS: Readonly<Record<string, readonly TargetExample[]>> = {
  AUDIT: [["-j AUDIT --type drop", "writes an audit record that says drop"]],
  CHECKSUM: [["-j CHECKSUM --checksum-fill", "fills in its checksum", "mangle"]],
  CLASSIFY: [["-j CLASSIFY --set-class 1:10", "puts it into the traffic class 0001:0010", "mangle"]],
  CLUSTERIP: [
    [
      "-j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5e:00:00:01 --total-nodes 2 --local-node 1",
      "lets one of 2 nodes take it",
    ],
  ],
  CONNMARK: [
    ["-j CONNMARK --set-xmark 0x1/0xffffffff", "marks the connection: sets it to 0x1", "mangle"],
    ["-j CONNMARK --save-mark", "keeps the packet's mark in the connection", "mangle"],
    [
      "-j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff",
      "gives the packet the connection's mark (bits 0xff of the packet's, 0xff of the connection's)",
      "mangle",
    ],
  ],
  CONNSECMARK: [
    ["-j CONNSECMARK --save", "keeps its security context with the connection", "security"],
    ["-j CONNSECMARK --restore", "takes its security context from the connection", "security"],
  ],
  CT: [
    ["-j CT --notrack", "keeps connection tracking away from it", "raw"],
    ["-j CT --zone 5", "puts it into the tracking zone 5", "raw"],
    ["-j CT --helper ftp", "has the connection helper ftp look at it", "raw"],
  ],
  DNAT: [
    ["-p tcp -j DNAT --to-destination 10.244.0.13:8080", "rewrites the destination to 10.244.0.13:8080", "nat"],
    ["-j DNAT --to-destination 10.0.0.1-10.0.0.9", "rewrites the destination to 10.0.0.1-10.0.0.9", "nat"],
  ],
  DNPT: [
    [
      "-j DNPT --src-pfx fd00:1::/64 --dst-pfx fd00:2::/64",
      "moves the destination from fd00:1::/64 to fd00:2::/64",
      "mangle",
      6,
    ],
  ],
  DSCP: [["-j DSCP --set-dscp-class EF", "sets the DSCP to 0x2e", "mangle"]],
  ECN: [["-p tcp -j ECN --ecn-tcp-remove", "clears the flags of congestion notification", "mangle"]],
  HL: [
    ["-j HL --hl-set 64", "sets the hop limit to 64", "mangle", 6],
    ["-j HL --hl-dec 1", "lowers the hop limit by 1", "mangle", 6],
  ],
  HMARK: [
    [
      "-j HMARK --hmark-tuple src,dst --hmark-mod 10 --hmark-rnd 5 --hmark-offset 100",
      "marks it by a hash, with one of 10 marks from 0x64 on",
    ],
  ],
  IDLETIMER: [["-j IDLETIMER --timeout 5 --label a", "starts the timer a of 5 seconds anew"]],
  LED: [["-j LED --led-trigger-id a", "lights the lamp of the trigger a"]],
  LOG: [
    ["-j LOG", "writes it to the kernel's log"],
    ['-j LOG --log-prefix "dropped: "', "writes it to the kernel's log as “dropped:”"],
  ],
  MARK: [
    ["-j MARK --set-xmark 0x4000/0x4000", "marks the packet: sets bit 0x4000"],
    ["-j MARK --set-mark 0x1", "marks the packet: sets it to 0x1"],
    ["-j MARK --and-mark 0xff", "marks the packet: clears the bits 0xffffff00"],
    ["-j MARK --xor-mark 0x4000", "marks the packet: turns over the bits 0x4000"],
  ],
  MASQUERADE: [
    ["-j MASQUERADE", "rewrites the source to the address of the device it leaves by", "nat"],
    [
      "-p tcp -j MASQUERADE --to-ports 1024-2048",
      "rewrites the source to the address of the device it leaves by, port 1024 to 2048",
      "nat",
    ],
  ],
  NETMAP: [["-j NETMAP --to 10.9.0.0/16", "moves the address into the network 10.9.0.0/16, host bits kept", "nat"]],
  NFLOG: [['-j NFLOG --nflog-group 3 --nflog-prefix "seen"', "hands a copy to the log group 3 as “seen”"]],
  NFQUEUE: [
    ["-j NFQUEUE --queue-num 1", "hands it to a program by queue 1"],
    [
      "-j NFQUEUE --queue-balance 0:3 --queue-bypass",
      "hands it to a program by one of the queues 0 to 3; where none listens it goes on",
    ],
  ],
  NOTRACK: [["-j NOTRACK", "keeps connection tracking away from it", "raw"]],
  RATEEST: [
    [
      "-j RATEEST --rateest-name a --rateest-interval 250ms --rateest-ewmalog 500ms",
      "measures the rate of such packets as a",
    ],
  ],
  REDIRECT: [["-p tcp -j REDIRECT --to-ports 15001", "sends it to this node itself, port 15001", "nat"]],
  REJECT: [
    ["-j REJECT", "refuses with port-unreachable"],
    ["-p tcp -j REJECT --reject-with tcp-reset", "refuses with tcp-reset"],
  ],
  SECMARK: [
    ["-j SECMARK --selctx system_u:object_r:a_t", "gives it the security context system_u:object_r:a_t", "security"],
  ],
  SET: [
    ["-j SET --add-set s src", "adds it to the set s"],
    ["-j SET --del-set s src", "takes it out of the set s"],
  ],
  SNAT: [["-j SNAT --to-source 192.168.1.10", "rewrites the source to 192.168.1.10", "nat"]],
  SNPT: [
    [
      "-j SNPT --src-pfx fd00:1::/64 --dst-pfx fd00:2::/64",
      "moves the source from fd00:1::/64 to fd00:2::/64",
      "mangle",
      6,
    ],
  ],
  SYNPROXY: [["-p tcp -j SYNPROXY", "answers in the server's place until the client has completed the handshake"]],
  TCPMSS: [
    ["-p tcp --syn -j TCPMSS --clamp-mss-to-pmtu", "lowers the MSS to what the path's MTU allows"],
    ["-p tcp --syn -j TCPMSS --set-mss 1400", "lowers the MSS to 1400"],
  ],
  TCPOPTSTRIP: [["-p tcp -j TCPOPTSTRIP --strip-options timestamp", "takes out the TCP options 8", "mangle"]],
  TEE: [["-j TEE --gateway 10.0.0.9", "sends a copy to 10.0.0.9", "mangle"]],
  TOS: [["-j TOS --set-tos 0x10/0x3f", "changes the TOS: sets the bits 0x3f to 0x10", "mangle"]],
  TPROXY: [
    [
      "-p tcp -j TPROXY --on-port 80 --tproxy-mark 0x1/0x1",
      "hands it to the socket at port 80 and marks it 0x1/0x1",
      "mangle",
    ],
  ],
  TRACE: [["-j TRACE", "has every rule that it meets logged", "raw"]],
  TTL: [["-j TTL --ttl-inc 1", "raises the TTL by 1", "mangle"]],
};
