/**
 * Walks for the tests of the picture: a ruleset from text, and an outcome in which the rules that the test names match.
 * What rules mean plays no part, so that any way through any ruleset can be drawn.
 */
import { UNKNOWN_CLUSTER } from "../kubernetes/cluster";
import { ipv4 } from "../netfilter/address";
import type { Tracking } from "../netfilter/connection";
import type { Packet } from "../netfilter/packet";
import { PLAIN } from "../netfilter/packet";
import type { Chain, Hook, Rule, Ruleset, Table, TableName, Target } from "../netfilter/ruleset";
import { HOOKS, TABLE_NAMES } from "../netfilter/ruleset";
import type { Outcome, Step, Verdict } from "../netfilter/trace";
import { STAGES } from "../netfilter/walk/hooks";
import type { OutcomeStory, StepStory } from "../telling/story";
import { layout } from "./layout";
import { changesBetween } from "../telling/packet-words";
import type { ChainNode, Look, Picture } from "./picture";
import { FIRST_LOOK } from "./picture";

/** A ruleset from lines as iptables-save prints them; only targets are read. */
export function rulesetOf(text: string): Ruleset {
  const tables = new Map<TableName, Table>();
  let chains = new Map<string, Chain>();
  for (const [index, line] of text.split("\n").entries()) {
    const words = line.trim().split(/\s+/);
    const [first = "", second = ""] = words;
    if (first.startsWith("*")) {
      const name = TABLE_NAMES.find((table) => table === first.slice(1)) ?? "filter";
      chains = new Map();
      tables.set(name, { name, chains, whole: true, line: index + 1 });
    } else if (first.startsWith(":")) {
      const name = first.slice(1);
      const policy = second === "ACCEPT" || second === "DROP" ? second : null;
      chains.set(name, { name, policy, counters: undefined, rules: [], line: index + 1, absent: false });
    } else if (first === "-A") {
      const chain = chains.get(second);
      if (!chain) continue;
      const rule: Rule = {
        number: chain.rules.length + 1,
        text: line.trim(),
        line: index + 1,
        counters: undefined,
        matches: [],
        target: targetOf(words),
      };
      // Appending in place keeps the reading of long chains linear.
      (chain.rules as Rule[]).push(rule);
    }
  }
  return { family: 4, tables, untold: [] };
}

function targetOf(words: readonly string[]): Target {
  const jump = words.findLastIndex((word) => word === "-j" || word === "-g");
  const name = words[jump + 1];
  if (jump < 0 || name === undefined) return { kind: "none" };
  if (name === "ACCEPT" || name === "DROP" || name === "RETURN" || name === "QUEUE")
    return { kind: "verdict", verdict: name };
  if (/^(MARK|LOG|DNAT|SNAT|MASQUERADE|REJECT)$/.test(name)) return { kind: "known", name, options: {} };
  return { kind: words[jump] === "-g" ? "goto" : "jump", chain: name };
}

const PACKET: Packet = {
  family: 4,
  in: "eth0",
  src: ipv4(0xc0a80114),
  dst: ipv4(0x0a005b3f),
  proto: 6,
  transport: { kind: "tcp", sport: 40000, dport: 80, flags: 2, mss: 1460, options: [] },
  mark: 0,
  tos: 0,
  ttl: 64,
  length: 60,
  uid: 0,
  gid: 0,
  ...PLAIN,
};

const TRACKING: Tracking = { state: "NEW", direction: "original", connection: null };

/** What rules do to the packet, by their texts' beginnings after the target. */
function after(packet: Packet, rule: Rule): Packet {
  const to = /--to-destination (\d+)\.(\d+)\.(\d+)\.(\d+):(\d+)/.exec(rule.text);
  if (to) {
    const [a = 0, b = 0, c = 0, d = 0, dport = 0] = to.slice(1).map(Number);
    return {
      ...packet,
      dst: ipv4(((a << 24) | (b << 16) | (c << 8) | d) >>> 0),
      transport: { kind: "tcp", sport: 40000, dport, flags: 2, mss: 1460, options: [] },
    };
  }
  if (rule.text.includes("-j MASQUERADE")) {
    return {
      ...packet,
      src: ipv4(0x0af40001),
      transport: { kind: "tcp", sport: null, dport: 80, flags: 2, mss: 1460, options: [] },
    };
  }
  return rule.text.includes("-j MARK") ? { ...packet, mark: packet.mark ^ 0x4000 } : packet;
}

const ENDING = new Set(["ACCEPT", "DROP", "QUEUE", "DNAT", "SNAT", "MASQUERADE", "REJECT"]);

export type Matches = (chain: string, rule: number, hook: Hook, table: TableName) => boolean;

/** The outcome of a packet that is forwarded, or comes to another end before. */
function outcomeOf(
  ruleset: Ruleset,
  matches: Matches,
  hooks: readonly Hook[] = ["PREROUTING", "FORWARD", "POSTROUTING"],
): Outcome {
  const steps: Step[] = [];
  let packet = PACKET;
  let verdict: Verdict = hooks.at(-1) === "INPUT" ? "delivered" : "forwarded";
  for (const hook of hooks) {
    for (const stage of STAGES[hook]) {
      if (stage === "tracking") {
        steps.push({
          kind: "tracking",
          hook,
          packet,
          tracking: TRACKING,
          text: "the first packet of a connection",
          state: "NEW",
          line: null,
        });
        continue;
      }
      const chains = ruleset.tables.get(stage)?.chains;
      const base = chains?.get(hook);
      if (!chains || !base) continue;
      const walk = (chain: Chain, depth: number): "end" | "drop" | "on" => {
        for (const rule of chain.rules) {
          if (!matches(chain.name, rule.number, hook, stage)) continue;
          const scene = {
            hook,
            table: stage,
            packet,
            in: { kind: "none" },
            out: { kind: "none" },
            tracking: TRACKING,
          } as const;
          packet = after(packet, rule);
          const { target } = rule;
          const name = target.kind === "verdict" ? target.verdict : target.kind === "known" ? target.name : "CONTINUE";
          const word =
            target.kind === "jump" || target.kind === "goto" ? `${target.kind.toUpperCase()} ${target.chain}` : name;
          steps.push({
            kind: "rule",
            hook,
            table: stage,
            chain: chain.name,
            rule: rule.number,
            verdict: word,
            depth,
            scene,
            packet,
            tracking: TRACKING,
          });
          if (target.kind === "jump" || target.kind === "goto") {
            const callee = chains.get(target.chain);
            const end = callee ? walk(callee, depth + 1) : "on";
            if (end !== "on") return end;
            if (target.kind === "goto") return "on";
          }
          if (name === "RETURN") return "on";
          if (ENDING.has(name)) return name === "DROP" || name === "REJECT" ? "drop" : "end";
        }
        return "on";
      };
      const end = walk(base, 0);
      const policy = base.policy ?? "ACCEPT";
      if (end === "on") {
        const scene = {
          hook,
          table: stage,
          packet,
          in: { kind: "none" },
          out: { kind: "none" },
          tracking: TRACKING,
        } as const;
        steps.push({
          kind: "policy",
          hook,
          table: stage,
          chain: hook,
          verdict: policy,
          scene,
          packet,
          tracking: TRACKING,
        });
      }
      if (end === "drop" || (end === "on" && policy === "DROP")) {
        verdict = "dropped";
        return {
          probability: 1,
          chance: 1,
          assumptions: [],
          forks: [],
          verdict,
          reason: null,
          out: null,
          packet,
          steps,
          connection: null,
          answer: null,
        };
      }
    }
    if (hook === "PREROUTING") {
      steps.push({
        kind: "routing",
        hook,
        packet,
        tracking: TRACKING,
        answer: { kind: "untold" },
        text: "for 10.244.0.13: by cni0",
        route: null,
        line: null,
        leads: "out",
        out: "cni0",
      });
    }
  }
  return {
    probability: 1,
    chance: 1,
    assumptions: [],
    forks: [],
    verdict,
    reason: null,
    out: "cni0",
    packet,
    steps,
    connection: null,
    answer: null,
  };
}

/** What telling would say of an outcome: changes and, of KUBE-SVC and KUBE-SEP chains, a meaning. */
function storyOf(outcome: Outcome): OutcomeStory {
  let last = PACKET;
  const steps = outcome.steps.map((step): StepStory => {
    const changes = changesBetween(last, step.packet);
    last = step.packet;
    const chain = step.kind === "rule" || step.kind === "policy" ? step.chain : null;
    return {
      kind: step.kind,
      hook: step.hook,
      table: step.kind === "rule" || step.kind === "policy" ? step.table : null,
      chain,
      meaning: chain?.startsWith("KUBE-SVC")
        ? "default/nginx"
        : chain?.startsWith("KUBE-SEP")
          ? "10.244.0.13:80"
          : null,
      rule: step.kind === "rule" ? step.rule : null,
      line: null,
      text: null,
      words: "",
      verdict: "",
      depth: 0,
      conditions: [],
      changes,
      header: [],
      routing: null,
      tracking: null,
      nat: null,
      marks: null,
      packet: "",
      mark: "",
    };
  });
  const sentence = outcome.verdict === "dropped" ? "Dropped" : "Forwarded to 10.244.0.13:80 by cni0";
  return {
    verdict: outcome.verdict,
    sentence,
    detail: null,
    share: "certain",
    probability: 1,
    assumptions: [],
    way: [],
    steps,
  };
}

/** The picture of a walk in which the named rules match. */
export function draw(ruleset: Ruleset, matches: Matches, hooks?: readonly Hook[], look: Partial<Look> = {}): Picture {
  const outcome = outcomeOf(ruleset, matches, hooks);
  return layout(
    { rulesets: { 4: ruleset, 6: { family: 6, tables: new Map(), untold: [] } }, cluster: UNKNOWN_CLUSTER },
    outcome,
    storyOf(outcome),
    { ...FIRST_LOOK, ...look },
  );
}

/** A chain of the picture. */
export function chainOf(graph: Picture, table: TableName, chain: string): ChainNode {
  const found = graph.nodes.find((node) => node.kind === "chain" && node.table === table && node.chain === chain);
  if (found?.kind !== "chain") throw new Error(`${table}/${chain} is not drawn`);
  return found;
}

const SERVICE = "2CMXP7HKUVJN7L6M";
const ENDPOINT = "RPYTXMYI33B6SF5E";

/** A node of Kubernetes with one Service and as many others as wanted before and behind it. */
export function kubeNode(others = 0): Ruleset {
  const other = (index: number) =>
    `-A KUBE-SERVICES -d 10.0.${String(index >> 8)}.${String(index & 255)}/32 -p tcp -m comment --comment "default/other-${String(index)} cluster IP" -m tcp --dport 80 -j KUBE-SVC-OTHER${String(index).padStart(11, "0")}`;
  const some = Array.from({ length: Math.ceil(others / 2) }, (_, index) => other(index));
  const more = Array.from({ length: Math.floor(others / 2) }, (_, index) => other(index + some.length));
  return rulesetOf(
    [
      "*mangle",
      ...HOOKS.map((hook) => `:${hook} ACCEPT [0:0]`),
      "*nat",
      ...["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"].map((hook) => `:${hook} ACCEPT [0:0]`),
      ...[
        "KUBE-SERVICES",
        "KUBE-NODEPORTS",
        "KUBE-MARK-MASQ",
        "KUBE-POSTROUTING",
        `KUBE-SVC-${SERVICE}`,
        `KUBE-SEP-${ENDPOINT}`,
      ].map((chain) => `:${chain} - [0:0]`),
      `-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES`,
      `-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES`,
      `-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING`,
      "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
      "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
      "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
      `-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully`,
      `-A KUBE-SEP-${ENDPOINT} -s 10.244.0.13/32 -m comment --comment "default/nginx" -j KUBE-MARK-MASQ`,
      `-A KUBE-SEP-${ENDPOINT} -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80`,
      ...some,
      `-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -j KUBE-SVC-${SERVICE}`,
      ...more,
      `-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`,
      `-A KUBE-SVC-${SERVICE} ! -s 10.244.0.0/16 -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -j KUBE-MARK-MASQ`,
      `-A KUBE-SVC-${SERVICE} -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-${ENDPOINT}`,
      "*filter",
      ...["INPUT", "FORWARD", "OUTPUT"].map((hook) => `:${hook} ACCEPT [0:0]`),
      ...["KUBE-EXTERNAL-SERVICES", "KUBE-FIREWALL", "KUBE-FORWARD", "KUBE-PROXY-FIREWALL", "KUBE-SERVICES"].map(
        (chain) => `:${chain} - [0:0]`,
      ),
      `-A INPUT -j KUBE-FIREWALL`,
      `-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL`,
      `-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD`,
      `-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES`,
      `-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES`,
      `-A FORWARD -d 168.63.129.16/32 -p tcp -m tcp --dport 80 -j DROP`,
      `-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP`,
      "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP",
      `-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT`,
      `-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    ].join("\n"),
  );
}

/** The way of a packet from outside to the Service of `kubeNode`, whatever stands beside its rules. */
export function toNginx(ruleset: Ruleset): Matches {
  const texts = [
    "-A PREROUTING",
    "-A POSTROUTING",
    "-A FORWARD -m conntrack",
    "-A FORWARD -m comment",
    "-A KUBE-MARK-MASQ",
    "-A KUBE-POSTROUTING -j",
    "-A KUBE-POSTROUTING -m comment",
    "-A KUBE-SERVICES -d 10.0.91.63",
    "-A KUBE-SVC",
    `-A KUBE-SEP-${ENDPOINT} -p`,
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules"',
  ];
  return (chain, number, _hook, table) => {
    const text = ruleset.tables.get(table)?.chains.get(chain)?.rules[number - 1]?.text ?? "";
    return texts.some((start) => text.startsWith(start));
  };
}
