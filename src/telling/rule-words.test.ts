import { expect, it } from "vitest";
import { ruleInWords } from "./rule-words";
import { pasteOf } from "./told.fixture";

it.each([
  [
    "-d 10.0.91.63/32 -p tcp -m comment --comment x -m tcp --dport 80 -j own",
    "If destination is 10.0.91.63, protocol is tcp and destination port is 80: goes to own",
  ],
  ["-i eth0 -j DROP", "If it comes in by eth0: is thrown away"],
  ["-g own", "Every packet: goes to own and does not come back"],
  ["-m nobody --knows -j ACCEPT", "If nobody holds, which is not known here: is let through"],
  ["-j MARK --set-xmark 0x4000/0x4000", "Every packet: marks the packet: sets bit 0x4000"],
  ["-p tcp", "If protocol is tcp: is counted"],
])("the rule %s is said as: %s", (rule, words) => {
  const paste = pasteOf(`*mangle\n:FORWARD ACCEPT [0:0]\n:own - [0:0]\n-A FORWARD ${rule}\nCOMMIT`);
  const [read] = paste.rulesets[4].tables.get("mangle")?.chains.get("FORWARD")?.rules ?? [];
  expect(read && ruleInWords(read)).toBe(words);
});
