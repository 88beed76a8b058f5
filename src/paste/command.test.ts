import { describe, expect, it } from "vitest";
import { commandOf } from "./command";

describe("a command in a paste", () => {
  it.each([
    "root@node:~# iptables-save",
    "[root@node ~]# iptables-save -c",
    "$ sudo iptables-save -t nat",
    "# iptables-save",
    "## iptables-save",
    "iptables-legacy-save",
    "/ # /usr/sbin/iptables-nft-save",
    "$ kubectl exec -n kube-system kube-proxy-x -- iptables-save",
    "Output of `iptables-save`:",
  ])("is found in %j and prints a ruleset of IPv4", (line) => {
    expect(commandOf(line)).toMatchObject({ prints: "save", family: 4 });
  });

  it("tells the family by its name or its options", () => {
    expect(commandOf("root@node:~# ip6tables-save")).toMatchObject({ prints: "save", family: 6 });
    expect(commandOf("$ ip -6 route")).toMatchObject({ prints: "route", family: 6 });
    expect(commandOf("$ ip -d -f inet6 r")).toMatchObject({ prints: "route", family: 6 });
    expect(commandOf("$ ip -4 a")).toMatchObject({ prints: "addr", family: 4 });
    expect(commandOf("$ ip address show dev eth0")).toMatchObject({ prints: "addr", family: undefined });
  });

  it("tells the routing table", () => {
    expect(commandOf("aks-nodepool1-1:/# ip route show table all")).toMatchObject({
      prints: "route",
      routingTable: undefined,
    });
    expect(commandOf("$ ip r s t 100")).toMatchObject({ prints: "route", routingTable: "100" });
  });

  it("may print what nobody reads here", () => {
    expect(commandOf("root@node:~# ls -l")).toMatchObject({ prints: "other" });
    expect(commandOf("$ ip route get 1.1.1.1")).toMatchObject({ prints: "other" });
    expect(commandOf("root@node:~#")).toMatchObject({ prints: "other" });
  });

  it.each([
    "# a comment",
    "# Completed on Mon",
    "the zip route",
    "*nat",
    "COMMIT",
    "default via 10.0.0.1 dev eth0",
    "x".repeat(100_000),
  ])("is not seen in %j", (line) => {
    expect(commandOf(line)).toBeUndefined();
  });
});
