/**
 * A scene with the node beside it: what an extension may ask.
 */
import type { Address } from "../address";
import type { Tracking } from "../connection";
import type { AddressType, Device, Scene, Unknown, World } from "../extensions/extension";
import type { Node } from "../node";
import type { Packet } from "../packet";
import type { Hook, TableName } from "../ruleset";
import { addressType } from "./routing";

/** The world of a scene, so that any rule can be asked again how it answered there. */
export function worldOf(scene: Scene, node: Node): World {
  return new NodeWorld(scene, node);
}

/** Of a class, as a walk makes one for every rule that matched. */
class NodeWorld implements World {
  readonly hook: Hook;
  readonly table: TableName;
  readonly packet: Packet;
  readonly in: Device;
  readonly out: Device;
  readonly tracking: Tracking;
  readonly node: Node;

  constructor(scene: Scene, node: Node) {
    this.hook = scene.hook;
    this.table = scene.table;
    this.packet = scene.packet;
    this.in = scene.in;
    this.out = scene.out;
    this.tracking = scene.tracking;
    this.node = node;
  }

  addressType(address: Address, device?: string): AddressType | Unknown {
    return addressType(this.node, address, device);
  }
}
