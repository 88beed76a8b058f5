/**
 * A made-up dump for a worker that has nothing to do yet: what it reads and walks once is read and walked by compiled
 * code from then on. Half a megabyte of it halves the time that the first large dump takes.
 */
import { AS_FOUND } from "../paste/reading";
import type { Asked, Source } from "./engine";

const SERVICES = 300;
const ENDPOINTS = 3;

/** The rules of kube-proxy for some hundred Services, and the device and route of a node. */
export function practiceSource(): Source {
  const chains: string[] = [];
  const lists: string[] = [];
  const services: string[] = [];
  const endpoints: string[] = [];
  for (let service = 0; service < SERVICES; service++) {
    const [own, name, address] = [
      chainOf("SVC", service),
      `practice/service-${String(service)}`,
      addressOf(96, service),
    ];
    const asks = `-d ${address}/32 -p tcp -m comment --comment "${name} cluster IP" -m tcp --dport 80`;
    chains.push(own);
    lists.push(`-A KUBE-SERVICES ${asks} -j ${own}`);
    services.push(`-A ${own} ! -s 10.244.0.0/16 ${asks} -j KUBE-MARK-MASQ`);
    for (let index = 0; index < ENDPOINTS; index++) {
      const place = ENDPOINTS * service + index;
      const [chain, to] = [chainOf("SEP", place), addressOf(244, place)];
      const chance = `-m statistic --mode random --probability ${(1 / (ENDPOINTS - index)).toFixed(11)} `;
      const comment = `-m comment --comment "${name}"`;
      chains.push(chain);
      services.push(
        `-A ${own} -m comment --comment "${name} -> ${to}:8080" ${index < ENDPOINTS - 1 ? chance : ""}-j ${chain}`,
      );
      endpoints.push(`-A ${chain} -s ${to}/32 ${comment} -j KUBE-MARK-MASQ`);
      endpoints.push(`-A ${chain} -p tcp ${comment} -m tcp -j DNAT --to-destination ${to}:8080`);
    }
  }
  const text = [
    ...["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", "COMMIT", "*nat"],
    ...[":PREROUTING ACCEPT [0:0]", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":POSTROUTING ACCEPT [0:0]"],
    ...[":KUBE-SERVICES - [0:0]", ":KUBE-MARK-MASQ - [0:0]", ":KUBE-POSTROUTING - [0:0]"],
    ...chains.map((chain) => `:${chain} - [0:0]`),
    '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
    "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
    "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
    "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
    "-A KUBE-POSTROUTING -j MASQUERADE --random-fully",
    ...lists,
    ...services,
    ...endpoints,
    "COMMIT",
    "2: eth0: <UP> mtu 1500 state UP",
    "    inet 192.168.0.2/24 scope global eth0",
    "default via 192.168.0.1 dev eth0",
    "192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.2",
  ];
  return { id: "practice", text: `${text.join("\n")}\n`, reading: AS_FOUND };
}

/** To the last of the Services. */
export const PRACTICE: Asked = {
  packet: { in: "eth0", src: "192.168.0.9", dst: addressOf(96, SERVICES - 1), proto: "tcp", dport: 80 },
  answerTo: null,
  said: [],
};

/** `KUBE-SVC-` and as many letters as kube-proxy puts there. */
function chainOf(kind: "SVC" | "SEP", place: number): string {
  return `KUBE-${kind}-${place.toString(32).toUpperCase().padStart(16, "A")}`;
}

function addressOf(network: number, place: number): string {
  return `10.${String(network)}.${String(1 + (place >> 8))}.${String(place & 255)}`;
}
