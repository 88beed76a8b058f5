/**
 * Where an address or a chain leads that somebody presses in a text.
 */
import type { TableName } from "../../netfilter/ruleset";
import type { ChainName, PartStory } from "../../telling/story";
import { chainOfAddress } from "../answers";
import { showChain } from "../canvas/looking";
import { openPalette } from "../search/palette-open";
import { addressIn } from "./parts";

/** To the chains of a Service or an endpoint; else to all that the dump holds of the address. `10.0.91.63`, `[fd00::1]:80`. */
export async function showAddress(text: string): Promise<void> {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([\d.]+|[^[]*?))(?::(\d+))?$/.exec(text) ?? [];
  const address = bracketed ?? (text.includes(".") ? plain : text) ?? text;
  const chain = await chainOfAddress(address, port === undefined ? null : Number(port));
  if (chain === null) openPalette(address);
  else showChain({ families: [address.includes(":") ? 6 : 4], table: "nat", chain });
}

/** To a chain by its name: of this table, where it has one of that name, and of whichever family the picture shows. */
export function showChainOf({ places }: ChainName, chain: string, wanted: TableName | null): void {
  const table = (places.find((one) => one.table === wanted) ?? places[0])?.table;
  if (table === undefined) return;
  const families = places.filter((one) => one.table === table).map(({ family }) => family);
  showChain({ families, table, chain });
}

/** Where a press on a part of a rule leads: to the chain that it names, or to the address; null for all else. */
export function wayOfPart({ chain }: PartStory, words: string): (() => void) | null {
  if (chain)
    return () => {
      showChain({ families: [chain.family], table: chain.table, chain: chain.chain });
    };
  const address = addressIn(words);
  return address === undefined ? null : () => void showAddress(address);
}
