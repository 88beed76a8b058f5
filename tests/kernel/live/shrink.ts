/**
 * Makes a spec on which we and the kernel disagree as small as it gets: whatever can be left out while it still shows is.
 */
import type { SpecPacket } from "../random/packets";
import type { Spec } from "../random/spec";

/** Whether a spec still shows the disagreement; each time the kernel is asked. */
export type Shows = (spec: Spec) => Promise<boolean>;

/** The smallest spec found before the deadline (ms since 1970). */
export async function shrink(spec: Spec, failing: string, shows: Shows, deadline: number): Promise<Spec> {
  const still = async (smaller: Spec) => Date.now() < deadline && (await shows(smaller));
  let best: Spec = { ...spec, patient: true };
  const tryIt = async (smaller: Spec) => {
    if (!(await still(smaller))) return false;
    best = smaller;
    return true;
  };
  await tryIt({ ...best, packets: talkOf(best.packets, failing) });
  for (let size = -1; size !== sizeOf(best) && Date.now() < deadline;) {
    size = sizeOf(best);
    await without(
      best.ruleset.split("\n").filter((line) => line !== ""),
      (line) => line.startsWith("-A "),
      (lines) => tryIt({ ...best, ruleset: lines.map((line) => `${line}\n`).join("") }),
    );
    await without(
      best.ruleset.split("\n").filter((line) => line !== ""),
      (line) => line.endsWith(" - [0:0]"),
      (lines) => tryIt({ ...best, ruleset: lines.map((line) => `${line}\n`).join("") }),
    );
    for (const table of best.ruleset.match(/^\*[^]*?^COMMIT\n/gm) ?? []) {
      await tryIt({ ...best, ruleset: best.ruleset.replace(table, "") });
    }
    await shrinkClauses(
      () => best.ruleset,
      (ruleset) => tryIt({ ...best, ruleset }),
    );
    await without(
      best.ipsets.split("\n").filter((line) => line !== ""),
      () => true,
      (lines) => tryIt({ ...best, ipsets: lines.map((line) => `${line}\n`).join("") }),
    );
    await without(
      best.packets,
      () => true,
      (packets) => tryIt({ ...best, packets }),
    );
    await without(
      best.routes,
      () => true,
      (routes) => tryIt({ ...best, routes }),
    );
    for (const dev of Object.keys(best.interfaces)) {
      const { [dev]: gone, ...interfaces } = best.interfaces;
      if (gone) await tryIt({ ...best, interfaces });
    }
    await shrinkPackets(best.packets, (packets) => tryIt({ ...best, packets }));
  }
  return best;
}

/** Leaves single matches and head options out of rules. */
async function shrinkClauses(now: () => string, tryIt: (ruleset: string) => Promise<boolean>): Promise<void> {
  for (let row = 0; row < now().split("\n").length; row++) {
    const parts = () => (now().split("\n")[row] ?? "").split(/ (?=(?:! )?-{1,2}[a-z])/);
    for (let part = parts().length - 1; part > 0; part--) {
      for (let length = Math.min(3, parts().length - part); length > 0; length--) {
        const kept = parts().toSpliced(part, length).join(" ");
        if (await tryIt(now().split("\n").with(row, kept).join("\n"))) break;
      }
    }
  }
}

/** Leaves out as many as can be left out: halves, quarters, down to single ones. */
async function without<Item>(
  items: readonly Item[],
  may: (item: Item) => boolean,
  tryIt: (items: Item[]) => Promise<boolean>,
): Promise<void> {
  let kept = [...items];
  for (let chunk = Math.ceil(kept.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
    for (let at = 0; at < kept.length;) {
      const fewer = kept.filter((item, index) => index < at || index >= at + chunk || !may(item));
      if (fewer.length < kept.length && (await tryIt(fewer))) kept = fewer;
      else at += chunk;
    }
  }
}

async function shrinkPackets(
  packets: readonly SpecPacket[],
  tryIt: (packets: readonly SpecPacket[]) => Promise<boolean>,
): Promise<void> {
  let kept = packets;
  for (const [index, packet] of packets.entries()) {
    for (const field of Object.keys(packet).filter((name) => !NEEDED.has(name))) {
      const fewer = Object.fromEntries(Object.entries(kept[index] ?? {}).filter(([name]) => name !== field));
      const smaller = kept.with(index, { ...fewer, id: packet.id });
      if (await tryIt(smaller)) kept = smaller;
    }
  }
}

const NEEDED = new Set(["id", "in", "src", "dst", "proto", "sport", "dport", "replyTo", "follows"]);

/** The packets of the conversation that one belongs to, up to it. */
function talkOf(packets: readonly SpecPacket[], id: string): readonly SpecPacket[] {
  const root = /^p\d+/.exec(id)?.[0];
  const upTo = packets.findIndex((packet) => packet.id === id);
  return packets.slice(0, upTo + 1).filter((packet) => /^p\d+/.exec(packet.id)?.[0] === root);
}

function sizeOf(spec: Spec): number {
  return JSON.stringify(spec).length;
}
