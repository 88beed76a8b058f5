/**
 * Units of growth (units.ts) of which each piece is another by its number: chains that lead to one another, Services,
 * members of sets.
 */
import { repeated, type Around, type Piece, type Unit } from "./unit";

const named = (pieces: Readonly<Record<string, Piece>>, kind: string, around?: Around): Unit[] =>
  Object.entries(pieces).map(([name, piece]) => repeated(`${kind}: ${name}`, piece, around));

const address = (n: number) => `10.${String((n >> 16) & 255)}.${String((n >> 8) & 255)}.${String(n & 255)}`;
const text = (n: number) => String(n);
const FILTER = { before: "*filter\n:INPUT ACCEPT [0:0]\n", after: "COMMIT\n" };

/** Every address of a slice stands at every port. */
const crossed: Unit = {
  name: "many: addresses and ports of one slice",
  of: (size) => {
    const some = Array.from({ length: Math.ceil(size / 45) }, (_, index) => index);
    return JSON.stringify({
      kind: "EndpointSlice",
      metadata: { name: "a" },
      endpoints: some.map((n) => ({ addresses: [address(n)] })),
      ports: some.map((n) => ({ port: n })),
    });
  },
};

/** Each piece another. */
export const NUMBERED_UNITS: readonly Unit[] = [
  crossed,
  ...named(
    {
      "chains in a row": (n) => `:C${text(n)} - [0:0]\n-A C${text(n)} -j C${text(n + 1)}\n`,
      "chains in a row, backwards": (n) => `:C${text(n + 1)} - [0:0]\n-A C${text(n + 1)} -j C${text(n)}\n`,
      "chains in a circle": (n) => `:C${text(n)} - [0:0]\n-A C${text(n)} -j C${text(n + 1)}\n-A C${text(n)} -j C0\n`,
      "each chain twice to the next": (n) =>
        `:C${text(n)} - [0:0]\n-A C${text(n)} -j C${text(n + 1)}\n-A C${text(n)} -g C${text(n + 1)}\n`,
      "chains that lead to themselves": (n) => `:C${text(n)} - [0:0]\n-A C${text(n)} -j C${text(n)}\n`,
      "all to one chain": (n) => `:C${text(n)} - [0:0]\n-A C${text(n)} -j C0\n-A C0 -j C${text(n)}\n`,
      "chains that are not there": (n) => `-A INPUT -s ${address(n)} -j C${text(n)}\n`,
      "chains declared twice": (n) => `:C${text(n % 100)} - [0:0]\n`,
      "long names of chains": (n) => `-A INPUT -j ${"C".repeat(200)}${text(n)}\n`,
      "rules of ever other shapes": (n) =>
        `-A INPUT -m comment --comment "${"x ".repeat(n % 90)}" -m nosuch${text(n)} -j DROP\n`,
      "rules with ever other faults": (n) => `-A INPUT --wrong${text(n)} -j DROP\n`,
      "rules of ever more words": (n) => `-A INPUT ${"-m tcp --dport 1 ".repeat(n % 60)}-j DROP\n`,
      "rules with counters": (n) => `[${text(n)}:${text(n * 60)}] -A INPUT -s ${address(n)} -j DROP\n`,
    },
    "a table",
    FILTER,
  ),
  ...named(
    {
      "loose rules of a row of chains": (n) => `-A C${text(n)} -j C${text(n + 1)}\n`,
      "loose rules, backwards": (n) => `-A C${text(n + 1)} -s ${address(n)} -j C${text(n)}\n`,
      "loose rules, of one table at the end": (n) => `-A C${text(n)} -j C${text(n >> 1)}\n`,
      "greps of the same rules, in sections": (n) => `$ grep x\n-A C -s ${address(n % 50)} -j DROP\n`,
      "greps of other rules, in sections": (n) => `$ grep x\n-A C -s ${address(n)} -j DROP\n`,
      "loose rules and tables in turn": (n) =>
        `:C${text(n)} - [0:0]\n-A C${text(n)} -j DNAT --to-destination 10.0.0.1\n`,
      "tables in turn": (n) =>
        `*${n % 2 === 0 ? "nat" : "filter"}\n:C${text(n)} - [0:0]\n-A C${text(n)} -j C0\nCOMMIT\n`,
      "tables before something": (n) => `abc${text(n)} *filter\n`,
      "signs before rules": (n) => `${"=~<>@!;".repeat(1).slice(n % 7)} -A X -j Y\n`,
      "numbers before lines": (n) => `${text(n)}\t-A X -j Y\n`,
      "numbers before lines that have their own": (n) => `${text(n)}: eth${text(n)}: <UP>\n`,
      "prompts of machines": (n) => `root@node${text(n)}:~# iptables-save\n*nat\nCOMMIT\n`,
      "-S of chains": (n) => `-N C${text(n)}\n-A C${text(n)} -j C${text(n - 1)}\n`,
      "listings in a row": (n) =>
        `Chain C${text(n)} (1 references)\ntarget prot opt source destination\nC${text(n + 1)} all -- 0.0.0.0/0 0.0.0.0/0\n\n`,
      "a script that adds": (n) => `iptables -N C${text(n)}\niptables -A C${text(n)} -s ${address(n)} -j DROP\n`,
      "a script that puts first": (n) => `iptables -I INPUT -s ${address(n)} -j DROP\n`,
      "a script that puts in the middle": (n) => `iptables -I INPUT ${text((n >> 1) + 1)} -s ${address(n)} -j DROP\n`,
      "a script that puts anywhere": (n) => `iptables -I INPUT ${text(((n * 7919) % (n + 1)) + 1)} -j DROP\n`,
      "a script that adds and deletes": (n) =>
        `iptables -A INPUT -s ${address(n)} -j DROP\n${n % 2 === 0 ? "" : `iptables -D INPUT -s ${address(n >> 1)} -j DROP\n`}`,
      "a script that deletes by number": (n) =>
        `iptables -A INPUT -j DROP\niptables -A INPUT -j DROP\niptables -D INPUT ${text((n >> 1) + 1)}\n`,
      "a script that replaces": (n) => `iptables -A INPUT -j DROP\niptables -R INPUT ${text((n >> 1) + 1)} -j ACCEPT\n`,
      "a script that deletes what is not there": (n) =>
        `iptables -A INPUT -s ${address(n)} -j DROP\niptables -D INPUT -s 192.0.2.1 -j DROP\n`,
      "a script that renames chains": (n) => `iptables -N C${text(n)}\niptables -E C${text(n)} D${text(n)}\n`,
      "a script that renames chains that are led to": (n) =>
        `iptables -N C${text(n)}\niptables -A INPUT -j C${text(n)}\niptables -E C${text(n)} D${text(n)}\n`,
      "a script that takes away chains that were led to": (n) =>
        `iptables -N C${text(n)}\niptables -I INPUT -j C${text(n)}\niptables -X C${text(n)}\niptables -D INPUT 1\niptables -X C${text(n)}\n`,
      "a script that makes a chain and takes it away": (n) =>
        `iptables -N C${text(n % 2)}\niptables -X C${text(n % 2)}\n`,
      "a script that puts first and second": (n) =>
        `iptables -I INPUT -s ${address(n)} -j DROP\niptables -I INPUT 2 -s ${address(n)} -j DROP\n`,
      "greps and deletions in turn": (n) =>
        `$ iptables -D INPUT 1\n$ grep x\n-A INPUT -s ${address(n)} -j DROP\n-A INPUT -s ${address(n)} -j DROP\n`,
      "a script that takes chains away": (n) =>
        `iptables -N C${text(n)}\niptables -A C${text(n)} -j DROP\niptables -F C${text(n)}\niptables -X C${text(n)}\n`,
      "a script with variables": (n) => `A${text(n + 1)}=$A${text(n)}x\niptables -A INPUT -i $A${text(n)} -j DROP\n`,
      "a script that doubles a variable": (n) =>
        `A${text(n + 1)}=$A${text(n)}$A${text(n)}\niptables -A INPUT -i e$A${text(n)} -j DROP\n`,
      devices: (n) =>
        `${text(n)}: eth${text(n)}: <UP> mtu 1500\n    inet ${address(n)}/24 scope global eth${text(n)}\n`,
      "addresses of one device": (n) =>
        `${n === 0 ? "1: eth0: <UP> mtu 1500\n" : ""}    inet ${address(n)}/24 scope global eth0\n`,
      "brief devices": (n) => `eth${text(n)} UP ${address(n)}/24\n`,
      "a brief device with addresses": (n) => `${n === 0 ? "eth0 UP " : ""}${address(n)}/24 `,
      routes: (n) => `${address(n)} via 10.0.0.1 dev eth0\n`,
      "routes of tables": (n) => `${address(n)} dev eth0 table ${text(n)}\n`,
      "routing rules": (n) => `${text(n)}: from ${address(n)} lookup ${text(n)}\n`,
      connections: (n) =>
        `tcp 6 1 ESTABLISHED src=${address(n)} dst=10.0.0.2 sport=1 dport=2 src=10.0.0.2 dst=${address(n)} sport=2 dport=1 mark=0 use=1\n`,
      sets: (n) => `create s${text(n)} hash:ip family inet\nadd s${text(n)} ${address(n)}\n`,
      "ranges in a set": (n) =>
        `${n === 0 ? "create s hash:ip family inet\n" : ""}add s ${address(n << 8)}-${address((n << 8) + 255)}\n`,
      "the widest ranges in a set": (n) =>
        `${n === 0 ? "create s hash:net family inet\n" : ""}add s 0.0.0.1-255.255.255.${text(n % 255)}\n`,
      "port ranges in a set": (n) =>
        `${n === 0 ? "create s hash:ip,port family inet\n" : ""}add s ${address(n)},tcp:1-65535\n`,
      "a bitmap": (n) => `${n === 0 ? "create s bitmap:port range 0-65535\n" : ""}add s 0-65535\n`,
      "sets of sets": (n) =>
        `create s${text(n)} list:set size 8\nadd s${text(n)} s${text(n + 1)}\nadd s${text(n)} s0\n`,
      "a set that is listed": (n) => `${n === 0 ? "Name: a\nType: hash:ip\nMembers:\n" : ""}${address(n)}\n`,
      "Services of kubectl": (n) =>
        `${n === 0 ? "NAMESPACE   NAME       TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\n" : ""}default     n${text(n).padEnd(9)} ClusterIP   ${address(n).padEnd(14)} <none>        80/TCP    1d\n`,
      "tables of kubectl": (n) =>
        `NAME       TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nn${text(n).padEnd(9)} ClusterIP   ${address(n).padEnd(14)} <none>        80/TCP    1d\n\n`,
      "a row with many ports": (n) =>
        `${n === 0 ? "NAME  TYPE       CLUSTER-IP   EXTERNAL-IP  PORT(S)  AGE\na     ClusterIP  10.0.0.1     <none>       " : ""}${text(n % 65535)}/TCP,`,
      "one Service again and again": (n) =>
        `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  clusterIP: ${address(n)}\n  ports:\n  - port: ${text(n % 65535)}\n---\n`,
      "slices of one Service": (n) =>
        `${JSON.stringify({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata: { name: `a-${text(n)}`, labels: { "kubernetes.io/service-name": "a" } }, ports: [{ port: 1 }], endpoints: [{ addresses: [address(n)] }] })}\n`,
      "pods of one name": (n) =>
        `${JSON.stringify({ kind: "Pod", metadata: { name: "a" }, status: { podIP: address(n) } })}\n`,
      "nodes of one name": (n) =>
        `${JSON.stringify({ kind: "Node", metadata: { name: "a" }, status: { addresses: [{ type: "InternalIP", address: address(n) }] } })}\n`,
      "a Service with external addresses": (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  clusterIP: 10.0.0.1\n  externalIPs:\n" : ""}  - ${address(n)}\n`,
      "a Service with cluster addresses": (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  clusterIPs:\n" : ""}  - ${address(n)}\n`,
      "a Service with ports": (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  clusterIP: 10.0.0.1\n  ports:\n" : ""}  - port: ${text(n % 65535)}\n    nodePort: ${text(n)}\n`,
      "Endpoints with addresses": (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: a\nsubsets:\n- ports:\n  - port: 80\n  addresses:\n" : ""}  - ip: ${address(n)}\n`,
      "items of a List": (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: List\nitems:\n" : ""}- apiVersion: v1\n  kind: Service\n  metadata:\n    name: a${text(n)}\n  spec:\n    clusterIP: ${address(n)}\n`,
      "items of a List in JSON": (n) =>
        `${n === 0 ? '{\n    "kind": "List",\n    "items": [\n' : ""}        {\n            "kind": "Pod",\n            "metadata": {\n                "name": "a${text(n)}"\n            }\n        },\n`,
      descriptions: (n) =>
        `Name:              a${text(n)}\nNamespace:         default\nIP:                ${address(n)}\nPort:              http  80/TCP\nEndpoints:         ${address(n)}:80\n\n`,
      "keys of one object": (n) => `${n === 0 ? "apiVersion: v1\nkind: Service\nx:\n" : ""}  k${text(n)}: v\n`,
      labels: (n) =>
        `${n === 0 ? "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n" : ""}    l${text(n)}: "v"\n`,
      "texts of one Service port": (n) =>
        `-A KUBE-SERVICES -d ${address(n)}/32 -p tcp -m comment --comment "default/a cluster IP" -m tcp --dport 80 -j KUBE-SVC-${"A".repeat(11)}${text(n).padStart(5, "A")}\n`,
    },
    "many",
  ),
];
