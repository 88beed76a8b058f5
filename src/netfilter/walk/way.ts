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

/** A scene, and what it was made of. */
interface Standing {
  readonly scene: Scene;
  readonly world: World;
  readonly tracking: Tracking;
  readonly template: ConnectionTemplate | null;
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

  #last: Standing | undefined;

  constructor(ruleset: Ruleset, node: Node, packet: Packet, connection: Connection | undefined, choices: Choices) {
    this.ruleset = ruleset;
    this.node = node;
    this.packet = packet;
    this.connection = connection;
    this.choices = choices;
    this.hook = packet.in === null ? "OUTPUT" : "PREROUTING";
    this.in = packet.in === null ? NO_DEVICE : { kind: "named", name: packet.in };
  }

  /** Where the packet stands, for a table. It is the same value for as long as nothing changes: most rules change nothing. */
  scene(table: TableName): Scene {
    const last = this.#last;
    return last !== undefined && this.#standsAt(last, table) ? last.scene : this.#stand(table).scene;
  }

  /** The same with the node beside it. */
  world(table: TableName): World {
    const last = this.#last;
    return last !== undefined && this.#standsAt(last, table) ? last.world : this.#stand(table).world;
  }

  #stand(table: TableName): Standing {
    const { hook, packet, tracking, template, node } = this;
    const templated = table === "raw" && tracking === INVALID && template !== null;
    const seen = templated ? templateTracking(packet, template) : tracking;
    const scene: Scene = { hook, table, packet, in: this.in, out: this.out, tracking: seen };
    const world = worldOf(scene, node);
    return (this.#last = { scene, world, tracking, template });
  }

  #standsAt({ scene, world, tracking, template }: Standing, table: TableName): boolean {
    return (
      scene.packet === this.packet &&
      scene.table === table &&
      scene.hook === this.hook &&
      scene.in === this.in &&
      scene.out === this.out &&
      tracking === this.tracking &&
      template === this.template &&
      world.node === this.node
    );
  }
}
