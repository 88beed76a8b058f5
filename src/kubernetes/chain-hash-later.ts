/** The hashes in the names of chains, where they are fetched (../netfilter/later.ts): only kubectl's output is held against them. */
import { later } from "../netfilter/later";

export const chainHash = later(() => import("./chain-hash"));
