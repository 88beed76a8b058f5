/**
 * Which chains lead to the endpoints at an address. In a large paste it is found by what the printed rules keep in rows of
 * numbers; to look at each endpoint's chain would take ten times as long.
 */
import type { Address } from "../netfilter/address";
import { ledTo } from "../netfilter/read/asked-rules";
import { NamedHosts } from "../netfilter/read/named-hosts";
import { askedRules } from "../netfilter/read/printed-chain";
import type { PrintedRules } from "../netfilter/read/printed-rules";
import { chainsBeginning, ReadChains } from "../netfilter/read/read-chains";
import type { OptionPlace } from "../netfilter/read/shape";
import type { Chain, Rule, Ruleset } from "../netfilter/ruleset";
import { targetOptionName } from "./rule-option";
import { ENDPOINT, endpointOf, placeIn, TO } from "./service-port";

type Value = Address["value"];

export interface EndpointChains {
  /** The names of the chains that lead to an endpoint at an address. */
  leadingTo(value: Value): readonly string[];
}

/** Those of a ruleset's table nat. */
export function endpointChains(ruleset: Ruleset): EndpointChains {
  const chains = ruleset.tables.get("nat")?.chains ?? new Map<string, Chain>();
  const printed = chains instanceof ReadChains ? chains.printed : undefined;
  return chains instanceof ReadChains && printed ? new PrintedEndpoints(chains, printed) : new ListedEndpoints(chains);
}

class PrintedEndpoints implements EndpointChains {
  readonly #chains: ReadChains;
  readonly #printed: PrintedRules;
  /** The addresses that rules rewrite to. */
  readonly #rewritten = new NamedHosts();

  constructor(chains: ReadChains, printed: PrintedRules) {
    this.#chains = chains;
    this.#printed = printed;
    const rewrites = ({ target }: Pick<Rule, "target">): OptionPlace | undefined => {
      const name = placeIn(target) && targetOptionName(target, TO);
      return name === undefined ? undefined : { use: "target", name };
    };
    printed.eachHost(0, printed.length, rewrites, (host, place) => {
      this.#rewritten.add(host, place);
    });
  }

  leadingTo(value: Value): readonly string[] {
    const ends = new Set<string>();
    for (const place of this.#rewritten.rulesOf(value)) {
      const name = this.#printed.chainOf(place);
      const chain = this.#chains.get(name);
      // A later rule of its chain may rewrite to another address.
      if (chain && endpointOf(chain)?.address.value === value) ends.add(name);
    }
    const leading = [...ends].flatMap((name) => this.#printed.leaders(this.#chains.placeOf(name), name));
    return leading.map((place) => this.#printed.chainOf(place));
  }
}

class ListedEndpoints implements EndpointChains {
  readonly #leading = new Map<Value, string[]>();

  constructor(chains: ReadonlyMap<string, Chain>) {
    const values = new Map<Chain, Value>();
    for (const chain of chainsBeginning(chains, [ENDPOINT])) {
      const endpoint = endpointOf(chain);
      if (endpoint) values.set(chain, endpoint.address.value);
    }
    for (const chain of values.size === 0 ? [] : chains.values()) {
      const rules = askedRules(chain);
      for (let position = 0; position < rules.length; position++) {
        const next = ledTo(rules, position, chains);
        const value = next && values.get(next);
        if (value !== undefined) this.#lead(value, chain.name);
      }
    }
  }

  leadingTo(value: Value): readonly string[] {
    return this.#leading.get(value) ?? [];
  }

  #lead(value: Value, chain: string): void {
    const known = this.#leading.get(value);
    if (known) known.push(chain);
    else this.#leading.set(value, [chain]);
  }
}
