/**
 * One packet on one way: where it stands, and the steps behind it. This is the only thing of a walk that changes.
 */
import type { ConnectionTemplate, Device, Scene, World } from "../extensions/extension";
import type { Connection, Tracking } from "../connection";
import type { Node } from "../node";
import type { Packet } from "../packet";
import type { Hook, Ruleset, TableName } from "../ruleset";
import type { Step, Verdict } from "../trace";
import type { Choices } from "./choices";
import { INVALID, templateTracking } from "./conntrack";
import { worldOf } from "./world";

export const NO_DEVICE: Device = { kind: "none" };

/** Where a way ends. */
export interface End {
  readonly verdict: Verdict;
  /** How it was rejected, as in `--reject-with`; undefined where it was not. */
  readonly rejectedWith?: string;
  readonly reason: string | null;
}

export class Way {
  readonly ruleset: Ruleset;
  /** As the rules so far have left it: a rule may add to an ipset. */
  node: Node;
  readonly choices: Choices;
  readonly steps: Step[] = [];
  packet: Packet;
  hook: Hook;
  in: Device;
  out: Device = NO_DEVICE;
  tracking: Tracking = INVALID;
  /** What a rule has told connection tracking of the connection that the packet may begin. */
  template: ConnectionTemplate | null = null;
  /** Once it passed POSTROUTING its connection is remembered, whatever happens to it behind lo. */
  confirmed = false;
  /** What was known of the packet's connection before it came. */
  readonly connection: Connection | undefined;
  /** Which rewritings of this connection are decided; a nat chain is asked for each only once. */
  readonly decided = { source: false, destination: false };

  constructor(ruleset: Ruleset, node: Node, packet: Packet, connection: Connection | undefined, choices: Choices) {
    this.ruleset = ruleset;
    this.node = node;
    this.packet = packet;
    this.connection = connection;
    this.choices = choices;
    this.hook = packet.in === null ? "OUTPUT" : "PREROUTING";
    this.in = packet.in === null ? NO_DEVICE : { kind: "named", name: packet.in };
  }

  scene(table: TableName): Scene {
    const templated = table === "raw" && this.tracking === INVALID ? this.template : null;
    const tracking = templated ? templateTracking(this.packet, templated) : this.tracking;
    return { hook: this.hook, table, packet: this.packet, in: this.in, out: this.out, tracking };
  }

  world(table: TableName): World {
    return worldOf(this.scene(table), this.node);
  }
}
