import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples";
import { printParts } from "../netfilter/print";
import type { Chain, Ruleset, Table } from "../netfilter/ruleset";
import { type Paste, readPaste } from "./paste";
import { printPaste } from "./print-paste";

const REAL = join(import.meta.dirname, "../../../shared/conformance/real-dumps");

/** What a walk asks of a paste: all but where it stands in the text. */
function meant({ rulesets, node, cluster }: Paste): unknown {
  return { 4: meantRules(rulesets[4]), 6: meantRules(rulesets[6]), node: unplaced(node), cluster: unplaced(cluster) };
}

function meantRules({ family, tables, untold }: Ruleset) {
  const meantChain = ({ policy, absent, rules }: Chain) => ({
    policy,
    absent,
    rules: rules.map((rule) => [printParts(rule, family), rule.line === null]),
  });
  const meantTable = ({ whole, chains }: Table) => ({
    whole,
    chains: Object.fromEntries([...chains].map(([name, chain]) => [name, meantChain(chain)])),
  });
  return { untold, tables: Object.fromEntries([...tables].map(([name, table]) => [name, meantTable(table)])) };
}

/** A value without the lines and the texts that it was read from. */
function unplaced(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, one]: [unknown, unknown]) => [key, unplaced(one)]);
  if (Array.isArray(value)) return value.map(unplaced);
  if (typeof value !== "object" || value === null) return value;
  // A namespace that was assumed is printed, and then told.
  const places = ["line", "text", "assumedNamespace"];
  const kept = Object.entries(value).filter(([key, one]) => !places.includes(key) && one !== undefined);
  return Object.fromEntries(kept.map(([key, one]) => [key, unplaced(one)]));
}

function expectTheSame(text: string): void {
  const paste = readPaste(text);
  const printed = printPaste(paste);
  const again = readPaste(printed);
  expect(meant(again)).toEqual(meant(paste));
  expect(printPaste(again)).toBe(printed);
}

describe("a paste that is printed", () => {
  it.each(SAMPLES)("is read as the same one: $title", async (sample) => {
    expectTheSame(await sample.load());
  });

  it("keeps devices, addresses, routes, rules and connections", () => {
    expectTheSame(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 group default
    inet 127.0.0.1/8 scope host lo
    inet6 ::1/128 scope host
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 group 7
    inet 198.51.100.10/24 brd 198.51.100.255 scope global eth0
    inet 198.51.100.11/24 scope global secondary eth0
    inet 10.9.0.1 peer 10.9.0.2/32 scope global eth0
3: eth1: <BROADCAST,MULTICAST> mtu 1500 group blue
$ ip route show table all
default via 198.51.100.1 dev eth0 metric 100
10.0.0.0/8 via 198.51.100.2 dev eth0 table 100
blackhole 10.5.0.0/16
local 198.51.100.10 dev eth0 table local src 198.51.100.10
$ ip -6 route
default via fe80::1 dev eth0
$ ip rule
0:	from all lookup local
100:	from 10.0.0.0/8 fwmark 0x1 lookup 100
32766:	from all lookup main
$ ipset save
create web hash:ip,port family inet hashsize 1024 maxelem 65536
add web 198.51.100.10,tcp:80
add web 198.51.100.20-198.51.100.25,udp:53 nomatch
create nets hash:net,iface family inet6
add nets 2001:db8::/32,eth0 wildcard
create both list:set size 8
add both web
create marks hash:ip,mark family inet markmask 0x000000ff
add marks 10.0.0.1,0x00000001
create masked hash:ip family inet netmask 24
add masked 10.1.2.0
$ conntrack -L
tcp      6 431999 ESTABLISHED src=10.0.0.5 dst=10.96.0.1 sport=40000 dport=443 src=10.0.0.10 dst=10.0.0.5 sport=6443 dport=40000 [ASSURED] mark=16384 use=1
udp      17 29 src=10.0.0.5 dst=10.96.0.10 sport=5353 dport=53 packets=1 bytes=60 [UNREPLIED] src=10.244.0.2 dst=10.0.0.5 sport=53 dport=5353 packets=0 bytes=0 mark=0 zone=2 use=1
icmp     1 29 src=10.0.0.5 dst=8.8.8.8 type=8 code=0 id=7 src=8.8.8.8 dst=10.0.0.5 type=0 code=0 id=7 mark=0 use=1
`);
  });

  it("keeps Services, endpoints, pods and nodes, from tables and from JSON", () => {
    expectTheSame(`$ kubectl get svc -A
NAMESPACE   NAME         TYPE           CLUSTER-IP   EXTERNAL-IP     PORT(S)                      AGE
default     kubernetes   ClusterIP      10.0.0.1     <none>          443/TCP                      9d
shop        web          LoadBalancer   10.0.12.7    198.51.100.80   80:31080/TCP,443:31443/TCP   9d
shop        headless     ClusterIP      None         <none>          <none>                       9d
$ kubectl get endpoints -A
NAMESPACE   NAME         ENDPOINTS                            AGE
default     kubernetes   192.168.1.10:6443                    9d
shop        web          10.244.0.13:8080,10.244.1.7:8080     9d
$ kubectl get pods -n shop -o wide
NAME    READY   STATUS    RESTARTS   AGE   IP            NODE     NOMINATED NODE   READINESS GATES
web-1   1/1     Running   0          17s   10.244.0.13   node-1   <none>           <none>
$ kubectl get svc,endpointslices,nodes -A -o json
{"kind":"List","items":[
 {"kind":"Service","metadata":{"namespace":"db","name":"pg"},"spec":{"type":"ClusterIP","clusterIP":"10.0.3.3","clusterIPs":["10.0.3.3"],"sessionAffinity":"ClientIP","ports":[{"name":"sql","protocol":"TCP","port":5432,"targetPort":"sql"}]}},
 {"kind":"EndpointSlice","metadata":{"namespace":"db","name":"pg-x1y2z","labels":{"kubernetes.io/service-name":"pg"}},"ports":[{"name":"sql","port":5432,"protocol":"TCP"}],"endpoints":[{"addresses":["10.244.2.5"],"conditions":{"ready":false},"nodeName":"node-2","targetRef":{"kind":"Pod","namespace":"db","name":"pg-0"}}]},
 {"kind":"Node","metadata":{"name":"node-1"},"spec":{"podCIDRs":["10.244.0.0/24"]},"status":{"addresses":[{"type":"InternalIP","address":"192.168.1.10"}]}}]}

clusterCIDR: "10.244.0.0/16"
`);
  });

  it("keeps a table that was told in part a part", () => {
    expectTheSame(`-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
`);
    expectTheSame(`$ iptables -S FORWARD\n-P FORWARD DROP\n-A FORWARD -j mine\n`);
  });

  it("keeps unsaid which other tables there are", () => {
    expectTheSame(`$ iptables-save -t filter\n*filter\n:FORWARD DROP [1:2]\n[3:4] -A FORWARD -j ACCEPT\nCOMMIT\n`);
  });

  describe.skipIf(!existsSync(REAL))("of a real node (skipped where their dumps are not at hand)", () => {
    const names = existsSync(REAL) ? readdirSync(REAL).filter((one) => one.endsWith(".txt")) : [];
    it.each(names)("is read as the same one: %s", (name) => {
      expectTheSame(readFileSync(join(REAL, name), "utf8"));
    });
  });
});
