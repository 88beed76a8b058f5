/**
 * What the palette offers: findings and actions as lines with what they are, where they stand, and what Enter does.
 */
import { counted } from "../../netfilter/counted";
import type { Found } from "../../search/found";
import type { RuleName } from "../../worker/engine";
import { showChain } from "../canvas/looking";
import { editPacket } from "../page-store";
import type { Action } from "./actions";

export interface Option {
  readonly key: string;
  /** `chain`, `Service`, `endpoint`, `rule`, `action`, … */
  readonly kind: string;
  readonly title: string;
  /** Where it stands, or what it means. */
  readonly place: string;
  /** True for the text of a rule or the name of a chain. */
  readonly mono: boolean;
  /** Whose text the title is. */
  readonly rule?: RuleName;
  readonly act: () => void;
}

/** The options of what was found, in that order; `onLine` shows a line of the paste. */
export function optionsOf(found: readonly Found[], onLine: (line: number) => void): Option[] {
  return found.flatMap((one): Option[] => {
    switch (one.kind) {
      case "chain": {
        const { family, table, chain, meaning, rules, line } = one;
        return [
          {
            key: `chain ${String(family)} ${table}/${chain} ${String(line)}`,
            kind: "chain",
            title: chain,
            place: [meaning, `table ${table}`, counted(rules, "rule")].filter((word) => word !== null).join(", "),
            mono: true,
            act: () => {
              showChain({ families: [family], table, chain });
              if (line !== null) onLine(line);
            },
          },
        ];
      }
      case "rule": {
        const { family, table, chain, number, text, line } = one;
        return [
          {
            key: `rule ${table}/${chain}/${String(number)} ${String(line)}`,
            kind: "rule",
            title: text,
            rule: { family, table, chain, rule: number },
            place: `${table} ${chain} rule ${String(number)}${line === null ? "" : `, line ${String(line)}`}`,
            mono: true,
            act: () => {
              showChain({ families: [family], table, chain });
              if (line !== null) onLine(line);
            },
          },
        ];
      }
      case "place":
        return placeOptions(one);
    }
  });
}

/** A Service or an endpoint leads to its chains; to any address a packet can be sent. */
function placeOptions({ place, chain }: Extract<Found, { readonly kind: "place" }>): Option[] {
  const { address, label, kind, protocol, port } = place;
  const at = port === null ? address : `${address.includes(":") ? `[${address}]` : address}:${String(port)}`;
  const key = `${kind} ${label} ${at} ${protocol ?? ""}`;
  const shows: Option[] =
    chain === null
      ? []
      : [
          {
            key: `show ${key}`,
            kind: KINDS[kind],
            title: label,
            place: `${at}${protocol === null ? "" : ` ${protocol}`}, its chains`,
            mono: false,
            act: () => {
              showChain({ families: [address.includes(":") ? 6 : 4], table: "nat", chain });
            },
          },
        ];
  return [
    ...shows,
    {
      key: `send ${key}`,
      kind: chain === null ? KINDS[kind] : "",
      title: chain === null ? `${address}, ${label}` : `Send a packet to ${label}`,
      place: chain === null ? "send a packet there" : at,
      mono: false,
      act: () => {
        editPacket({
          dst: address,
          ...(protocol === null ? {} : { proto: protocol }),
          ...(port === null ? {} : { dport: String(port) }),
        });
      },
    },
  ];
}

const KINDS = { service: "Service", pod: "pod", endpoint: "endpoint", node: "node", network: "address" } as const;

/** An action as an option. */
export function actionOption({ name, act }: Action): Option {
  return { key: `action ${name}`, kind: "action", title: name, place: "", mono: false, act };
}
