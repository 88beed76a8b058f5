/**
 * A packet to a Service of the made-up cluster, as somebody types it, and a word of its verdict.
 */
import type { PacketField } from "../../tests/browser/acts";
import { portChain } from "../dump/chain-names";
import type { ServicePort } from "../dump/cluster";

export interface TypedPacket {
  readonly fields: Readonly<Record<Exclude<PacketField, "Source port">, string>>;
  /** Where its verdict may say that it ends: the Service's endpoints. */
  readonly ends: readonly string[];
  /** The chain of its Service, which no other dump has. */
  readonly chain: string;
}

/** From another host to a Service port. */
export function packetTo(port: ServicePort | undefined): TypedPacket {
  if (!port) throw new Error("the cluster has no Service");
  const fields = {
    From: "192.168.99.7",
    To: port.clusterIp,
    Protocol: port.protocol,
    "Destination port": String(port.port),
    "Arrives on": "eth0",
  };
  const ends = port.endpoints.map(({ address }) => `${address}:${String(port.targetPort)}`);
  return { fields, ends, chain: `nat/${portChain("SVC", port)}` };
}
