/**
 * One packet on one way: where it stands, and the steps behind it. This is the only thing of a walk that changes.
 *
 * Another way can part from it wherever it asks (choices.ts): but for what `begin` notes, an act changes nothing before it
 * has asked all that it asks.
 */
import type { Address } from "../address";
import type { ConnectionTemplate, Device, Scene, World } from "../extensions/extension";
import type { Connection, Tracking } from "../connection";
import type { Node } from "../node";
import type { Packet } from "../packet";
import type { Hook, Ruleset, TableName } from "../ruleset";
import type { Step, Verdict } from "../trace";
import type { Passage } from "./passage";
import type { Choices } from "./choices";
import { INVALID, templateTracking } from "./conntrack";
import type { RouteAnswer } from "./routing";
import { worldOf } from "./world";

export const NO_DEVICE: Device = { kind: "none" };

/** Where a way ends. */
export interface End {
  readonly verdict: Verdict;
  /** How it was rejected, as in `--reject-with`; undefined where it was not. */
  readonly rejectedWith?: string;
  readonly reason: string | null;
}

/** The routing of what a process sends, which is done again where a table gave it another destination. */
export interface Sending {
  /** By which device the tables of OUTPUT see it leave. */
  readonly first: RouteAnswer;
  readonly last: RouteAnswer;
  /** The destination that was routed last. */
  readonly to: Address;
}

/** A scene, and what it was made of. */
interface Standing {
  readonly scene: Scene;
  readonly world: World;
  readonly tracking: Tracking;
  readonly template: ConnectionTemplate | null;
}

/** What is walked. */
interface Walked {
  readonly ruleset: Ruleset;
  readonly node: Node;
  readonly packet: Packet;
  /** What was known of the packet's connection before it came. */
  readonly connection: Connection | undefined;
  /** What the reader says where the paste tells no addresses. */
  readonly route: "here" | "through" | undefined;
}

export class Way {
  readonly ruleset: Ruleset;
  /** As the rules so far have left it: a rule may add to an ipset. */
  node: Node;
  readonly choices: Choices;
  steps: Step[] = [];
  packet: Packet;
  hook: Hook;
  /** Which of the hook's stages it is in, from 0; behind the last where it has passed them all. */
  stage = 0;
  /** Where it stands in the table of that stage. */
  passage: Passage | undefined = undefined;
  /** Undefined until it is routed, and for what came in by a device. */
  sending: Sending | undefined = undefined;
  in: Device;
  out: Device = NO_DEVICE;
  tracking: Tracking = INVALID;
  /** What a rule has told connection tracking of the connection that the packet may begin. */
  template: ConnectionTemplate | null = null;
  /** Once it passed POSTROUTING its connection is remembered, whatever happens to it behind lo. */
  confirmed = false;
  readonly connection: Connection | undefined;
  readonly route: "here" | "through" | undefined;
  /** Which rewritings of this connection are decided; a nat chain is asked for each only once. */
  decided = { source: false, destination: false };

  readonly #walked: Walked;
  readonly #begun = { tracking: INVALID, out: NO_DEVICE };
  #last: Standing | undefined = undefined;

  constructor(walked: Walked, choices: Choices) {
    const { ruleset, node, packet, connection, route } = walked;
    this.#walked = walked;
    this.ruleset = ruleset;
    this.node = node;
    this.packet = packet;
    this.connection = connection;
    this.route = route;
    this.choices = choices;
    this.hook = packet.in === null ? "OUTPUT" : "PREROUTING";
    this.in = packet.in === null ? NO_DEVICE : { kind: "named", name: packet.in };
  }

  /** An act begins, which a way that parts from this one does over: asking a rule may change the connection and the device. */
  begin(): void {
    this.choices.begin();
    this.#begun.tracking = this.tracking;
    this.#begun.out = this.out;
  }

  /** The same way from the beginning of the act in hand, with other choices. */
  part(choices: Choices): Way {
    const other = new Way(this.#walked, choices);
    other.node = this.node;
    other.packet = this.packet;
    other.steps = this.steps.slice();
    other.hook = this.hook;
    other.stage = this.stage;
    other.passage = this.passage?.again();
    other.sending = this.sending;
    other.in = this.in;
    other.out = this.#begun.out;
    other.tracking = this.#begun.tracking;
    other.template = this.template;
    other.confirmed = this.confirmed;
    other.decided = { ...this.decided };
    other.#last = this.#last;
    return other;
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
