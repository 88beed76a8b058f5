/**
 * The names of kube-proxy's chains: the first 16 letters of a base32 of a SHA-256 (pkg/proxy/iptables/proxier.go,
 * portProtoHash and servicePortEndpointChainName).
 */
import { createHash } from "node:crypto";
import { portName, type Endpoint, type ServicePort } from "./cluster";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** `KUBE-SVC-…`, `KUBE-EXT-…` of a Service port. */
export function portChain(kind: "SVC" | "SVL" | "EXT" | "FW" | "XLB", port: ServicePort): string {
  return `KUBE-${kind}-${hash(portName(port) + port.protocol)}`;
}

/** `KUBE-SEP-…` of an endpoint. */
export function endpointChain(port: ServicePort, endpoint: Endpoint): string {
  return `KUBE-SEP-${hash(portName(port) + port.protocol + endpointText(port, endpoint))}`;
}

/** `10.128.3.7:8080` */
export function endpointText({ targetPort }: ServicePort, { address }: Endpoint): string {
  return `${address}:${String(targetPort)}`;
}

function hash(text: string): string {
  const bytes = createHash("sha256").update(text).digest();
  let letters = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes.subarray(0, 10)) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) letters += BASE32.charAt((bits >> (held - 5)) & 31);
  }
  return letters;
}
