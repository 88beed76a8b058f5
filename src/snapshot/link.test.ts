import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { PacketFields } from "../netfilter/read/packet";
import { AS_FOUND, type Reading } from "../paste/reading";
import { toBase64Url } from "./base64";
import { packText, unpackBytes } from "./gz";
import { linkOf, readLink } from "./link";
import { LAST_STEP, type Snapshot } from "./snapshot";

const DUMP = "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j ACCEPT\nCOMMIT\n";

function opened(fragment: string): Snapshot {
  const link = readLink(fragment);
  if (link.kind !== "read") throw new Error(link.kind === "none" ? "no link" : link.message);
  return link.snapshot;
}

function refusal(fragment: string): string {
  const link = readLink(fragment);
  return link.kind === "unreadable" ? link.message : `${link.kind}, and should not be`;
}

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const number = fc.nat({ max: 65535 });

const packets: fc.Arbitrary<PacketFields> = fc.record(
  {
    in: fc.option(word),
    src: word,
    dst: word,
    proto: word,
    sport: word,
    dport: word,
    mark: word,
    tcpFlags: fc.array(fc.constantFrom("SYN", "ACK", "FIN", "RST")),
    icmpType: number,
    icmpCode: number,
    tos: number,
    ttl: number,
    length: number,
    uid: number,
    gid: number,
    route: fc.constantFrom("here" as const, "through" as const),
  },
  { requiredKeys: [] },
);

const saidOfSection = fc
  .record(
    {
      off: fc.constant(true as const),
      family: fc.constantFrom(4 as const, 6 as const),
      table: fc.constantFrom("nat" as const, "raw" as const),
      kind: fc.constantFrom("rules" as const, "set-commands" as const),
    },
    { requiredKeys: [] },
  )
  .filter((said) => Object.keys(said).length > 0);

const readings: fc.Arbitrary<Reading> = fc.record({
  said: fc.dictionary(fc.constantFrom("save-1", "rules-2", "rules-10", "set-commands-1"), saidOfSection),
  supply: fc.boolean(),
});

const snapshots: fc.Arbitrary<Snapshot> = fc.record({
  text: fc.string({ unit: "grapheme", maxLength: 2000 }),
  reading: readings,
  packet: packets,
  said: fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.boolean()), { maxLength: 3 }),
  outcome: fc.nat({ max: 500 }),
  answer: fc.option(fc.nat({ max: 500 })),
  view: fc.constantFrom("walk", "map"),
  step: fc.oneof(fc.nat({ max: 500 }), fc.constant(LAST_STEP)),
  both: fc.boolean(),
  present: fc.boolean(),
});

describe("a link", () => {
  it("gives back the very snapshot it was made of", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        expect(opened(linkOf(snapshot))).toEqual(snapshot);
      }),
    );
  });

  it("bears letters, digits and - _ . alone in the packed text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(packText(text)).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it("made by gzip and base64 in a shell opens, wrapped lines, padding and all", () => {
    const text = DUMP.repeat(50);
    const packed = execFileSync("sh", ["-c", "gzip -9 | base64"], { input: text, encoding: "utf8" });
    expect(opened(`#gz=${packed}&src=192.168.1.20`)).toEqual({
      text,
      reading: AS_FOUND,
      packet: { src: "192.168.1.20" },
      said: [],
      outcome: 0,
      answer: null,
      view: "walk",
      step: LAST_STEP,
      both: false,
      present: false,
    });
  });

  it("of several gzips, one after the other, opens as zcat prints it", () => {
    const packed = execFileSync("sh", ["-c", "(echo one | gzip; echo two | gzip) | base64"], { encoding: "utf8" });
    expect(opened(`#gz=${packed}`).text).toBe("one\ntwo\n");
  });

  it("of which a mail program escaped the #, the = and the & still opens", () => {
    const link = `gz=${packText(DUMP)}&dst=10.0.91.63`;
    expect(opened(`%23${link}`).packet.dst).toBe("10.0.91.63");
    expect(opened(`#${encodeURIComponent(link)}`).packet.dst).toBe("10.0.91.63");
  });

  it("with an empty in= means: sent by the node itself", () => {
    expect(opened(`#gz=${packText(DUMP)}&in=`).packet).toEqual({ in: null });
  });

  it("counts steps and outcomes from 1", () => {
    expect(opened(`#gz=${packText(DUMP)}&step=1&outcome=2`)).toMatchObject({ step: 0, outcome: 1 });
    expect(opened(`#gz=${packText(DUMP)}&step=x&outcome=-1`)).toMatchObject({ step: LAST_STEP, outcome: 0 });
  });

  it("bears what was said of the sections in letters that need no escape, and passes over what nobody says", () => {
    const reading: Reading = {
      said: { "rules-2": { table: "nat", family: 6 }, "save-1": { off: true } },
      supply: false,
    };
    const snapshot = { ...opened(`#gz=${packText(DUMP)}`), reading };
    expect(linkOf(snapshot)).toMatch(/&reading=rules-2\.6\.nat_save-1\.off_supply\.off$/);
    const odd = opened(`#gz=${packText(DUMP)}&reading=__proto__.off_rules-1.constructor_save-1.off.sideways_.off`);
    expect(odd.reading).toEqual({ said: { "save-1": { off: true } }, supply: true });
  });

  it("passes over names that it does not know, __proto__ among them", () => {
    expect(opened(`#gz=${packText(DUMP)}&__proto__=1&colour=red`).packet).toEqual({});
  });
});

describe("a fragment that cannot be opened", () => {
  it("without anything in it is no link at all", () => {
    expect(readLink("")).toEqual({ kind: "none" });
    expect(readLink("#")).toEqual({ kind: "none" });
  });

  it("of another form says which", () => {
    expect(refusal("#h1=abc")).toContain("#h1=");
    expect(refusal("#section")).toContain("nothing that this page reads");
  });

  it("that is not base64, or not gzip, says so", () => {
    expect(refusal("#gz=%%%")).toContain("not base64");
    expect(refusal("#gz=")).toContain("nothing stands behind");
    expect(refusal(`#gz=${toBase64Url(new Uint8Array(40))}`)).toContain("not gzip");
  });

  it("that was cut short anywhere says so, or that its last characters are missing", () => {
    const packed = packText(DUMP.repeat(20));
    for (let length = 4; length < packed.length; length++) {
      expect(refusal(`#gz=${packed.slice(0, length)}`)).toMatch(/cut short|missing|checksum/);
    }
  });

  it("with a changed byte is told to be damaged, unless it bears the very same text all the same", () => {
    const text = DUMP.repeat(20);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (where, flip) => {
        const bytes = gzipSync(new TextEncoder().encode(text), { mtime: 0 });
        // The header's flags, time and system (bytes 3 to 9) bear nothing of the text, nor do the bits that fill up
        // the last byte of deflate.
        const at = 10 + (where % (bytes.length - 10));
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const link = readLink(`#gz=${toBase64Url(bytes)}`);
        if (link.kind === "read") expect(link.snapshot.text).toBe(text);
        else expect(link).toMatchObject({ message: expect.stringMatching(/cut short|damaged/) as string });
      }),
    );
  });

  it("that unpacks to more than the limit is refused before it is unpacked", () => {
    const mib = 1024 * 1024;
    const bomb = gzipSync(new Uint8Array(48 * mib), { level: 6 });
    const before = process.memoryUsage().arrayBuffers;
    expect(unpackBytes(bomb, mib)).toMatchObject({ message: expect.stringContaining("more than 1 MB") as string });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(24 * mib);
  });
});
