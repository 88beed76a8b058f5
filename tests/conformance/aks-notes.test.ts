/**
 * Somebody's notes of a session, pasted whole: prompts, a listing, kubectl's tables and a grep of iptables-save. They
 * give the Service, its endpoint and its pod by name, and a packet from another pod walks to it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDumps } from "../../src/cli/dumps";
import { traceAll } from "../../src/cli/trace";
import { traceJson } from "../../src/cli/trace-output";
import { services } from "../../src/kubernetes/services";
import { formatAddress, placeText } from "../../src/netfilter/address";
import { AS_FOUND } from "../../src/paste/reading";
import { readPaste, type Paste } from "../../src/paste/paste";

/** Notes of our own of the same shape, so that something is asked where ../shared is not there. */
const OWN = `\`\`\`
node-1:/# iptables -vnL
Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination
 1504  397M KUBE-FIREWALL  all  --  *      *       0.0.0.0/0            0.0.0.0/0

Chain FORWARD (policy ACCEPT 2 packets, 321 bytes)
 pkts bytes target     prot opt in     out     source               destination
   29  3469 KUBE-FORWARD  all  --  *      *       0.0.0.0/0            0.0.0.0/0            /* kubernetes forwarding rules */

Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination
 1349 4036K KUBE-FIREWALL  all  --  *      *       0.0.0.0/0            0.0.0.0/0

Chain KUBE-FIREWALL (2 references)
 pkts bytes target     prot opt in     out     source               destination
    0     0 DROP       all  --  *      *      !127.0.0.0/8          127.0.0.0/8          ! ctstate RELATED,ESTABLISHED,DNAT

Chain KUBE-FORWARD (1 references)
 pkts bytes target     prot opt in     out     source               destination
    0     0 DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0            ctstate INVALID
 402  934K ACCEPT     all  --  *      *       0.0.0.0/0            0.0.0.0/0            ctstate RELATED,ESTABLISHED

node-1:/# ipset -L # nothing
\`\`\`

\`\`\`
kubectl get po web -owide
NAME   READY   STATUS    RESTARTS   AGE   IP            NODE     NOMINATED NODE   READINESS GATES
web    1/1     Running   0          9s    10.244.1.5    node-1   <none>           <none>

node-1:/# iptables-save # as before

kubectl get svc web
NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
web    ClusterIP   10.0.44.7    <none>        80/TCP    0s

node-1:/# iptables-save | grep web
-A KUBE-SEP-AAAAAAAAAAAAAAAA -s 10.244.1.5/32 -m comment --comment "default/web" -j KUBE-MARK-MASQ
-A KUBE-SEP-AAAAAAAAAAAAAAAA -p tcp -m comment --comment "default/web" -m tcp -j DNAT --to-destination 10.244.1.5:80
-A KUBE-SERVICES -d 10.0.44.7/32 -p tcp -m comment --comment "default/web cluster IP" -j KUBE-SVC-BBBBBBBBBBBBBBBB
-A KUBE-SVC-BBBBBBBBBBBBBBBB ! -s 10.244.0.0/16 -d 10.0.44.7/32 -p tcp -m comment --comment "default/web cluster IP" -j KUBE-MARK-MASQ
-A KUBE-SVC-BBBBBBBBBBBBBBBB -m comment --comment "default/web -> 10.244.1.5:80" -j KUBE-SEP-AAAAAAAAAAAAAAAA
\`\`\`
`;

interface Notes {
  readonly name: string;
  readonly text: string;
  /** Of the Service and of its one pod. */
  readonly called: string;
  readonly clusterIp: string;
  readonly pod: string;
  readonly other: string;
}

const AKS = join(import.meta.dirname, "../../../shared/seeds/aks-notes.txt");
const NOTES: readonly Notes[] = [
  { name: "our own", text: OWN, called: "web", clusterIp: "10.0.44.7", pod: "10.244.1.5", other: "10.244.1.9" },
  ...(existsSync(AKS)
    ? [
        {
          name: "of an AKS node",
          text: readFileSync(AKS, "utf8"),
          called: "nginx",
          clusterIp: "10.0.91.63",
          pod: "10.244.0.13",
          other: "10.244.0.9",
        },
      ]
    : []),
];

/** What the command line prints of a packet, as `hookline trace --json` does. */
function traced(paste: Paste, { other, clusterIp }: Notes) {
  const fields = { src: other, dst: clusterIp, proto: "tcp", dport: 80 };
  const [one] = traceAll(paste, [
    { id: "a", where: "", fields, replyTo: undefined, follows: undefined, errorOf: undefined },
  ]);
  if (!one) throw new Error("nothing was traced");
  return JSON.parse(traceJson(one)) as {
    readonly outcomes: readonly {
      readonly verdict: string;
      readonly assumptions: readonly string[];
      readonly packet: { readonly dst: string; readonly dport: number };
      readonly steps: readonly { readonly chain?: string; readonly verdict?: string }[];
    }[];
  };
}

describe.each(NOTES)("notes of a session, $name, pasted whole", (notes) => {
  const paste = readPaste(notes.text);
  const chains = (paste.rulesets[4].tables.get("nat")?.chains.keys() ?? []) as Iterable<string>;

  it("give the Service, its endpoint and its pod by name", () => {
    const [service, ...others] = services(paste.rulesets[4], paste.cluster);
    expect(others).toEqual([]);
    expect(service?.name).toBe(`default/${notes.called}`);
    expect(service?.clusterIps.map(formatAddress)).toEqual([notes.clusterIp]);
    expect(service?.endpoints.map(({ address, port }) => placeText(address, port))).toEqual([`${notes.pod}:80`]);
    const [pod] = paste.cluster.pods;
    expect([pod?.name, pod?.addresses.map(formatAddress)]).toEqual([notes.called, [notes.pod]]);
    expect([...chains]).toContain("KUBE-MARK-MASQ");
  });

  it("lead a packet from another pod to it, whatever is assumed, and say what kube-proxy's was supplied", () => {
    const { outcomes } = traced(paste, notes);
    expect(outcomes[0]?.verdict).toBe("forwarded");
    for (const { packet, assumptions } of outcomes) {
      expect(packet).toMatchObject({ dst: notes.pod, dport: 80 });
      expect(assumptions.join()).toMatch(/not in the paste, and is what kube-proxy always writes/);
    }
    expect(paste.supplied).toBeGreaterThan(0);
  });

  it("lead it past the Service where nothing may be supplied", () => {
    const alone = readPaste(notes.text, { ...AS_FOUND, supply: false });
    const { outcomes } = traced(alone, notes);
    expect(alone.supplied).toBe(0);
    for (const { packet, assumptions, steps } of outcomes) {
      expect(packet.dst).toBe(notes.clusterIp);
      expect(assumptions.join()).not.toMatch(/kube-proxy always writes/);
      expect(steps.some(({ chain }) => chain?.startsWith("KUBE-SEP-"))).toBe(false);
    }
  });

  it("do the same for the command line, which warns of nothing but prose", () => {
    const folder = mkdtempSync(join(tmpdir(), "notes-"));
    const file = join(folder, "notes.txt");
    writeFileSync(file, notes.text);
    const warned: string[] = [];
    try {
      const { outcomes } = traced(
        readDumps([file], (line) => warned.push(line)),
        notes,
      );
      expect(outcomes[0]?.packet).toMatchObject({ dst: notes.pod, dport: 80 });
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(warned.filter((line) => !line.includes('"- https:'))).toEqual([]);
  });
});
