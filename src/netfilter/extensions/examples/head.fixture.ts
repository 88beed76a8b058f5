/**
 * Examples of what stands in a rule's head: how each answers a packet, and what is said of that, both ways where nobody knows.
 */
import { world } from "../rule-in-hand";
import type { Examples } from "./worlds.fixture";
import { own } from "./worlds.fixture";

export const HEAD: Examples = {
  source: [
    ["-s 10.244.0.0/16", "yes", "source 10.244.1.5 is in 10.244.0.0/16"],
    ["-s 192.168.0.0/16", "no", "source 10.244.1.5 is not in 192.168.0.0/16"],
    ["! -s 10.244.0.0/16", "no", "source 10.244.1.5 is in 10.244.0.0/16, and the rule wants it outside"],
    ["! -s 192.168.0.0/16", "yes", "source 10.244.1.5 is not in 192.168.0.0/16"],
  ],
  destination: [
    ["-d 10.96.0.10", "yes", "destination is 10.96.0.10"],
    ["-d 10.96.0.11", "no", "destination 10.96.0.10 is not 10.96.0.11"],
    ["! -d 10.96.0.10", "no", "destination is 10.96.0.10, and the rule wants another"],
  ],
  in: [
    ["-i cni0", "yes", "it comes in by cni0"],
    ["-i eth0", "no", "it comes in by cni0, not by eth0"],
    ["! -i cni0", "no", "it comes in by cni0, and the rule wants another"],
    ["-i cni+", "yes", "it comes in by cni0, a device named cni…"],
    ["-i cni0", "no", "it comes in by no device here", own],
  ],
  out: [
    ["-o eth0", "yes", "it leaves by eth0"],
    ["-o cni+", "no", "it leaves by eth0, not by a device named cni…"],
    ["! -o cni0", "yes", "it leaves by eth0, not by cni0"],
    ["-o eth0", "unknown", "it leaves by eth0 | it does not leave by eth0", world({ out: { kind: "unknown" } })],
  ],
  protocol: [
    ["-p tcp", "yes", "protocol is tcp"],
    ["-p udp", "no", "protocol tcp is not udp"],
    ["! -p tcp", "no", "protocol is tcp, and the rule wants another"],
  ],
  fragment: [
    ["! -f", "yes", "it is not a later fragment"],
    ["-f", "no", "it is not a later fragment"],
  ],
};
