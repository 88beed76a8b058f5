/**
 * A scene with the node beside it: what an extension may ask.
 */
import type { Scene, World } from "../extensions/extension";
import type { Node } from "../node";
import { addressType } from "./routing";

/** The world of a scene, so that any rule can be asked again how it answered there. */
export function worldOf(scene: Scene, node: Node): World {
  return { ...scene, node, addressType: (address, device) => addressType(node, address, device) };
}
