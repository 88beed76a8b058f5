/**
 * A table while kube-proxy's rules are written into it, and what iptables-save prints of it: the kernel's own chains first, then
 * all others by their names, then the rules of each in the same order.
 */

export class RuleBook {
  readonly #builtIn: readonly string[];
  readonly #chains = new Map<string, string[]>();

  constructor(builtIn: readonly string[], chains: readonly string[]) {
    this.#builtIn = builtIn;
    for (const chain of [...builtIn, ...chains]) this.#chains.set(chain, []);
  }

  /** Puts a rule at the end of a chain, which is made where there is none; undefined parts are left out. */
  add(chain: string, ...parts: readonly (string | undefined)[]): void {
    const rule = ["-A", chain, ...parts].filter((part) => part !== undefined && part !== "").join(" ");
    const rules = this.#chains.get(chain);
    if (rules) rules.push(rule);
    else this.#chains.set(chain, [rule]);
  }

  print(table: string): string[] {
    const own = [...this.#chains.keys()].slice(this.#builtIn.length).sort();
    const names = [...this.#builtIn, ...own];
    return [
      `*${table}`,
      ...this.#builtIn.map((name) => `:${name} ACCEPT [0:0]`),
      ...own.map((name) => `:${name} - [0:0]`),
      ...names.flatMap((name) => this.#chains.get(name) ?? []),
      "COMMIT",
    ];
  }
}

/** `-m comment --comment "…"` */
export function comment(text: string): string {
  return `-m comment --comment "${text}"`;
}
