/**
 * Stand-ins for the names of a paste: Services, pods, nodes, chains, sets, devices, and the words of comments.
 */
import { endpointHash, servicePortHash } from "../kubernetes/chain-hash";
import { explainChain } from "../kubernetes/chain-meaning";
import { services } from "../kubernetes/services";
import { type Address, type Family, placeText } from "../netfilter/address";
import { findTarget } from "../netfilter/extensions/index";
import { isBuiltIn } from "../netfilter/ruleset";
import type { Paste } from "../paste/paste";
import type { AddressStandIns } from "./addresses";
import { COMMON_DEVICE, HASHED_DEVICE, KEPT_NAMES, KEPT_WORDS } from "./vocabulary";
import { WordStandIns } from "./words";

/** Chains of kube-proxy whose names end in a hash of what they stand for. */
const KUBE_HASH = /^(KUBE-(?:SVC|SVL|EXT|FW|XLB|SEP)-)([A-Z2-7]{16})$/;

/** Chains and sets of well-known programs whose names end in a hash, a name or a number: what stays of it comes first. */
const KNOWN_BEGINNING =
  /^(KUBE-(?:NWPLCY|POD-FW|ROUTER|SRC|DST)-|CNI-(?:DN-|SN-|HOSTPORT-)?|cali(?:-(?:tw|fw|pi|po|pri|pro|sm|hc|th|fh|thfw|fhfw|to|from)-|[46]0[a-z]*:)|azure-npm-|AZURE-NPM-(?:INGRESS|EGRESS)-(?:PORT-)?|f2b-|fail2ban-|ufw6?-|LIBVIRT_)(.*)$/;

export class Names {
  readonly #paste: Paste;
  readonly #addresses: AddressStandIns;
  readonly #names: WordStandIns;
  readonly #comments: WordStandIns;
  /** Of both families: a chain of the one may have the other's name. */
  readonly #kubeHashes = new Map<string, string>();

  constructor(paste: Paste, addresses: AddressStandIns, secret: Uint8Array) {
    this.#paste = paste;
    this.#addresses = addresses;
    this.#names = new WordStandIns(secret, KEPT_NAMES);
    this.#comments = new WordStandIns(secret, KEPT_WORDS);
    for (const family of [4, 6] as const) this.#learnHashes(family);
  }

  /** The name of a namespace, a Service, a port, a pod, a node. */
  name(text: string): string {
    return this.#names.name(text);
  }

  /** `default/web:http` */
  servicePort(text: string): string {
    return text
      .split(/([/:])/)
      .map((part) => (part === "/" || part === ":" ? part : this.name(part)))
      .join("");
  }

  chain(name: string): string {
    if (isBuiltIn(name) || findTarget(name)) return name;
    const [, beginning, hash] = KUBE_HASH.exec(name) ?? [];
    if (beginning !== undefined && hash !== undefined)
      return beginning + (this.#kubeHashes.get(hash) ?? this.#names.hash(hash));
    const [, known, rest] = KNOWN_BEGINNING.exec(name) ?? [];
    if (known !== undefined && rest !== undefined) return known + this.#rest(rest);
    return this.#isWellKnown(name) ? name : this.name(name);
  }

  set(name: string): string {
    const [, known, rest] = KNOWN_BEGINNING.exec(name) ?? [];
    if (known !== undefined && rest !== undefined) return known + this.#rest(rest);
    return name.startsWith("KUBE-") ? name : this.name(name);
  }

  /** A device, or the beginning of its name with a `+`. */
  device(name: string): string {
    const [, beginning, hash] = HASHED_DEVICE.exec(name) ?? [];
    if (beginning !== undefined && hash !== undefined) return beginning + this.#names.hash(hash);
    return COMMON_DEVICE.test(name) || /^[a-z]{1,6}\+$/.test(name) ? name : this.name(name);
  }

  /** A comment, word by word: names of Services, addresses that `places` finds, hashes, and what is just said. */
  comment(text: string, places: (word: string) => string): string {
    return text
      .split(/(\s+)/)
      .map((word) => this.#commentWord(word, places))
      .join("");
  }

  #commentWord(word: string, places: (word: string) => string): string {
    const placed = places(word);
    if (placed !== word || /^[\s\d.:/[\]]*$/.test(word)) return placed;
    if (/^[a-z0-9.-]+\/[a-z0-9.-]+(?::[a-z0-9.-]+)?$/i.test(word)) return this.servicePort(word);
    const [, beginning, hash] = /^(cali:)(\S+)$/.exec(word) ?? [];
    if (beginning !== undefined && hash !== undefined) return beginning + this.#names.hash(hash);
    return this.#comments.name(word);
  }

  #rest(text: string): string {
    return /^[A-Za-z0-9_-]{8,}$/.test(text) && /\d|[A-Z].*[a-z]|[a-z].*[A-Z]/.test(text)
      ? this.#names.hash(text)
      : this.#comments.name(text);
  }

  #isWellKnown(name: string): boolean {
    const { rulesets, cluster } = this.#paste;
    return [rulesets[4], rulesets[6]].some((ruleset) =>
      [...ruleset.tables].some(
        ([table, { chains }]) => chains.has(name) && explainChain(ruleset, cluster, table, name) !== null,
      ),
    );
  }

  /** kube-proxy's hashes of Services and endpoints whose names are known, made anew from what they are called now. */
  #learnHashes(family: Family): void {
    const { rulesets, cluster } = this.#paste;
    for (const { name, protocol, endpoints } of services(rulesets[family], cluster)) {
      if (name === null) continue;
      const renamed = this.servicePort(name);
      this.#kubeHashes.set(servicePortHash(name, protocol), servicePortHash(renamed, protocol));
      for (const { address, port } of endpoints) this.#learnEndpoint(name, renamed, protocol, address, port);
    }
  }

  #learnEndpoint(name: string, renamed: string, protocol: string, address: Address, port: number | null): void {
    const now = this.#addresses.address(address);
    this.#kubeHashes.set(
      endpointHash(name, protocol, placeText(address, port)),
      endpointHash(renamed, protocol, placeText(now, port)),
    );
  }
}
