/**
 * The Services that kubectl knows and no rule of the paste does.
 */
import type { Family } from "../netfilter/address";
import type { Paste } from "../paste/paste";
import type { ClusterService, ClusterServicePort } from "./cluster";
import { services } from "./services";

export interface UnwrittenService {
  readonly service: ClusterService;
  readonly port: ClusterServicePort;
  /** True where the paste has all of kube-proxy's Services, so that this one is missing indeed. */
  readonly missing: boolean;
}

/** The ports of kubectl's Services that have an address and that no rule of its family is about. */
export function unwrittenServices(paste: Paste): readonly UnwrittenService[] {
  const { rulesets, cluster } = paste;
  if (cluster.services.length === 0) return [];
  const written = new Set<ClusterServicePort>();
  for (const ruleset of [rulesets[4], rulesets[6]])
    for (const { told } of services(ruleset, cluster)) if (told) written.add(told.port);
  const whole = { 4: tellsAll(paste, 4), 6: tellsAll(paste, 6) };
  return cluster.services.flatMap((service) => {
    const family = service.clusterIps[0]?.family;
    if (family === undefined) return [];
    return service.ports
      .filter((port) => !written.has(port))
      .map((port) => ({ service, port, missing: whole[family] }));
  });
}

/** True where the paste holds the whole table in which kube-proxy lists its Services. */
function tellsAll({ rulesets }: Paste, family: Family): boolean {
  const nat = rulesets[family].tables.get("nat");
  const list = nat?.chains.get("KUBE-SERVICES");
  return nat?.whole === true && list !== undefined && list.rules.length > 0;
}

/** `default/web:http`; `default/web` for a port whose name is none or was not told. */
export function toldPortName(
  service: Pick<ClusterService, "namespace" | "name">,
  port: Pick<ClusterServicePort, "name">,
): string {
  const base = `${service.namespace}/${service.name}`;
  return port.name === null || port.name === "" ? base : `${base}:${port.name}`;
}
