/**
 * A packet through rules that `iptables -L` listed: what it does not show is assumed, and said.
 */
import { describe, expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import { readPacket } from "../read/packet";
import { walk } from "./walk";

const NODE = `2: eth0: <UP> mtu 1500
    inet 192.168.1.10/24 scope global eth0
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;
const WITHOUT_DEVICES = "rules of the table filter name no device: iptables -L without -v does not show any";

/** Where a packet to port 80 of the node ends, given the rows of INPUT. */
function ends(heading: string, rows: readonly string[]) {
  const paste = readPaste(
    `${NODE}\n# iptables -L\nChain INPUT (policy ACCEPT)\n${heading}\n${rows.join("\n")}\n\nChain FORWARD (policy ACCEPT)\n${heading}\n\nChain OUTPUT (policy ACCEPT)\n${heading}\n`,
  );
  const fields = { in: "eth0", src: "192.168.1.20", dst: "192.168.1.10", proto: "tcp", dport: 80 };
  const read = readPacket(fields, paste.node);
  if (read.kind !== "read") throw new Error("no packet");
  return walk(paste.rulesets[4], paste.node, read.packet).outcomes.map(({ verdict, assumptions }) => ({
    verdict,
    assumptions: assumptions.filter((text) => text.includes("device")),
  }));
}

describe("a packet through a listing", () => {
  it("without devices splits at what takes every packet, which may be those of lo alone", () => {
    const rows = [
      "ACCEPT     all  --  anywhere             anywhere",
      "DROP       tcp  --  anywhere             anywhere             tcp dpt:http",
    ];
    expect(ends("target     prot opt source               destination", rows)).toEqual([
      {
        verdict: "dropped",
        assumptions: [
          "it does not have the devices of rule 1 of filter/INPUT, which the listing does not show",
          WITHOUT_DEVICES,
        ],
      },
      {
        verdict: "delivered",
        assumptions: ["it has the devices of rule 1 of filter/INPUT, which the listing does not show", WITHOUT_DEVICES],
      },
    ]);
  });

  it("with devices takes them as they are listed", () => {
    const rows = [
      "    0     0 ACCEPT     all  --  lo     *       0.0.0.0/0            0.0.0.0/0",
      "    0     0 DROP       tcp  --  eth0   *       0.0.0.0/0            0.0.0.0/0            tcp dpt:80",
    ];
    const heading = " pkts bytes target     prot opt in     out     source               destination";
    expect(ends(heading, rows)).toEqual([{ verdict: "dropped", assumptions: [] }]);
  });
});
