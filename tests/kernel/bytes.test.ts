import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesOf } from "../../src/netfilter/extensions/header-bytes";
import { usualLength } from "../../src/netfilter/lengths";
import type { KernelRecord } from "./record";
import { recordOf } from "./record";
import { packetOfHex } from "./wire";

/** The recorded packets in hexadecimal; a fragment that is alone has another header on the wire than before the rules. */
function sentBytes(name: string): string[] {
  const text = readFileSync(new URL(`recorded/${name}.json`, import.meta.url), "utf8");
  const record: KernelRecord = recordOf(JSON.parse(text));
  return record.results.flatMap(({ sent }) => (sent.bytes === undefined ? [] : [sent.bytes]));
}

const beside = { in: "eth0", mark: 0, uid: 0, gid: 0 };
const isFragment = (length: number, hex: string) => length !== hex.length / 2;

describe.each(["headers-v4", "headers-v6"])("the packets of %s", (name) => {
  it("have the bytes that were on the wire wherever we say to know them", () => {
    for (const hex of sentBytes(name)) {
      const packet = packetOfHex(hex, beside);
      if (isFragment(packet.length, hex)) continue;
      const sent = (hex.match(/../g) ?? []).map((two) => Number.parseInt(two, 16));
      const { bytes } = bytesOf(packet);
      expect(bytes.length).toBe(sent.length);
      const wrong = bytes.flatMap(({ value, known }, at) => (((sent[at] ?? 0) & known) === value ? [] : [at]));
      expect([hex, wrong]).toEqual([hex, []]);
    }
  });

  it("are as long as a packet that nobody measured, its payload told or not", () => {
    const wrong = sentBytes(name).flatMap((hex) => {
      const packet = packetOfHex(hex, beside);
      if (isFragment(packet.length, hex)) return [];
      const sctp = packet.transport.kind === "sctp";
      const told = sctp ? packet.length : usualLength(packet);
      const eight = packet.payload?.every((byte) => byte === "x".charCodeAt(0)) === true && packet.payload.length === 8;
      const untold = sctp || eight ? usualLength({ ...packet, payload: null }) : packet.length;
      return told === packet.length && untold === packet.length ? [] : [[hex, told, untold]];
    });
    expect(wrong).toEqual([]);
  });
});
