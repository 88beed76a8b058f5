/**
 * Routes in the form in which they are asked: a node of a large cluster has one for the pods of every other.
 */
import type { Address } from "../address";
import { prefixLength } from "../address";
import type { Route } from "../node";

/** The routes whose networks have the same mask, by their bases; of those of one network, the one that decides. */
interface SameMask {
  readonly mask: number | bigint;
  readonly length: number;
  readonly byBase: Map<number | bigint, Route>;
}

export class RouteList {
  readonly routes: readonly Route[];
  /** The longest prefixes first. */
  readonly #masks: readonly SameMask[];

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    const masks: SameMask[] = [];
    for (const route of routes) {
      const { destination } = route;
      const base = destination.family === 4 ? destination.base & destination.mask : destination.base & destination.mask;
      let same = masks.find(({ mask }) => mask === destination.mask);
      if (!same) {
        same = { mask: destination.mask, length: prefixLength(destination) ?? 0, byBase: new Map() };
        masks.push(same);
      }
      const known = same.byBase.get(base);
      if (!known || route.metric < known.metric) same.byBase.set(base, route);
    }
    this.#masks = masks.sort((a, b) => b.length - a.length);
  }

  /** The route that is the longest prefix of an address, the lowest metric first. */
  longest(address: Address): Route | undefined {
    for (const { mask, byBase } of this.#masks) {
      const route =
        address.family === 4
          ? typeof mask === "number" && byBase.get(address.value & mask)
          : typeof mask === "bigint" && byBase.get(address.value & mask);
      if (route) return route;
    }
    return undefined;
  }
}
