import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { tellTrace } from "./tell-trace";
import { tell, tellOne, traceOf } from "./told.fixture";

const NGINX = `
*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-POSTROUTING - [0:0]
:KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
-A KUBE-SEP-RPYTXMYI33B6SF5E -s 10.244.0.13/32 -m comment --comment "default/nginx" -j KUBE-MARK-MASQ
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M ! -s 10.244.0.0/16 -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
COMMIT
`;

/** A table filter whose chain FORWARD has these rules. */
function filter(forward: string, policy = "ACCEPT"): string {
  return `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ${policy} [0:0]\n:OUTPUT ACCEPT [0:0]\n${forward}\nCOMMIT\n`;
}

describe("the verdict's sentence", () => {
  it("names the endpoint and the device of what was forwarded", () => {
    expect(tellOne(NGINX, { dst: "10.0.91.63" }).sentence).toBe("Forwarded to 10.244.0.13:80 by cni0");
  });

  it("names the address of a process that got the packet", () => {
    expect(tellOne(NGINX, { dst: "192.168.1.10", dport: 10250 }).sentence).toBe(
      "Delivered to a process of this node at 192.168.1.10:10250",
    );
  });

  it("says that the node itself sent it", () => {
    expect(tellOne(NGINX, { in: null, src: "192.168.1.10", dst: "192.168.1.20", dport: 443 }).sentence).toBe(
      "Sent to 192.168.1.20:443 by eth0",
    );
  });

  it("names the rule that dropped it, and what the rule says of itself", () => {
    const told = tellOne(filter('-A FORWARD -p tcp -m tcp --dport 80 -m comment --comment "no web" -j DROP'), {
      dst: "10.244.0.13",
    });
    expect(told.sentence).toBe("Dropped by rule 1 of filter/FORWARD");
    expect(told.detail).toBe("The rule says of itself: no web");
  });

  it("passes over Calico's hashes to the remark that is meant for people", () => {
    const rule =
      '-A FORWARD -m comment --comment "cali:y7dNmZq-LJk" -m comment --comment "Drop if no profiles matched" -j DROP';
    expect(tellOne(filter(rule), { dst: "10.244.0.13" }).detail).toBe(
      "The rule says of itself: Drop if no profiles matched",
    );
  });

  it("names the policy that dropped it", () => {
    expect(tellOne(filter("", "DROP"), { dst: "10.244.0.13" }).sentence).toBe(
      "Dropped by the policy of filter/FORWARD",
    );
  });

  it("says why a Service without endpoints is refused", () => {
    const refusing = `*filter
:FORWARD ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.96.0.6/32 -p tcp -m comment --comment "default/svc5:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable
COMMIT
`;
    const told = tellOne(refusing, { dst: "10.96.0.6" });
    expect(told.sentence).toBe(
      'Rejected by rule 1 of filter/KUBE-SERVICES (icmp-port-unreachable): "default/svc5:http has no endpoints"',
    );
    expect(told.way.map(({ label }) => label)).toEqual(["eth0", "KUBE-SERVICES", "rejected"]);
  });

  it("says what could not be routed", () => {
    const paste = "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\nunreachable 10.9.0.0/16 dev lo metric 1\n";
    expect(tellOne(paste, { dst: "10.9.0.1" }).sentence).toBe("The route to 10.9.0.1 says unreachable");
  });

  it("says that its time to live has run out", () => {
    expect(tellOne(NGINX, { dst: "10.244.0.13", ttl: 1 }).sentence).toBe("Dropped: its time to live has run out");
  });
});

describe("the way", () => {
  it("shows the Service and its endpoint, and neither marks nor policies", () => {
    const way = tellOne(NGINX, { in: "cni0", src: "10.244.0.9", dst: "10.0.91.63" }).way;
    expect(way.map(({ label }) => label)).toEqual(["cni0", "KUBE-SERVICES", "default/nginx", "10.244.0.13:80"]);
  });

  it("shows the source that masquerading gives", () => {
    const way = tellOne(NGINX, { dst: "10.0.91.63" }).way;
    expect(way.map(({ label }) => label)).toEqual([
      "eth0",
      "KUBE-SERVICES",
      "default/nginx",
      "as 10.244.0.1",
      "10.244.0.13:80",
    ]);
  });

  it("begins at this node where the node sends", () => {
    const [start] = tellOne(NGINX, { in: null, src: "192.168.1.10", dst: "10.0.91.63" }).way;
    expect(start).toEqual({
      label: "this node",
      hint: "A process of this node sends 192.168.1.10:40000 → 10.0.91.63:80",
      step: null,
    });
  });

  it("ends at the policy where one dropped the packet after its destination was rewritten", () => {
    const way = tellOne(NGINX + filter("", "DROP"), { dst: "10.0.91.63" }).way;
    expect(way.map(({ label }) => label)).toEqual([
      "eth0",
      "KUBE-SERVICES",
      "default/nginx",
      "10.244.0.13:80",
      "filter FORWARD",
      "dropped",
    ]);
  });

  it("points at the steps it stands for", () => {
    const { way, steps } = tellOne(NGINX, { dst: "10.0.91.63" });
    const service = way.find(({ label }) => label === "default/nginx");
    expect(steps[service?.step ?? -1]?.verdict).toBe("JUMP KUBE-SVC-2CMXP7HKUVJN7L6M");
    expect(way.at(-1)?.step).toBe(steps.length - 1);
  });

  it("leaves a chain behind that was returned from", () => {
    const rules = filter("", "ACCEPT").replace(
      "COMMIT",
      ":first - [0:0]\n:second - [0:0]\n-A FORWARD -j first\n-A FORWARD -j second\n-A second -j DROP\nCOMMIT",
    );
    expect(tellOne(rules, { dst: "10.244.0.13" }).way.map(({ label }) => label)).toEqual(["eth0", "second", "dropped"]);
  });

  it("remembers the caller of a chain that was gone to for good", () => {
    const rules = filter("", "ACCEPT").replace(
      "COMMIT",
      ":first - [0:0]\n:second - [0:0]\n-A FORWARD -j first\n-A first -g second\n-A second -j DROP\nCOMMIT",
    );
    expect(tellOne(rules, { dst: "10.244.0.13" }).way.map(({ label }) => label)).toEqual([
      "eth0",
      "first",
      "second",
      "dropped",
    ]);
  });
});

describe("the steps", () => {
  const { steps } = tellOne(NGINX, { dst: "10.0.91.63" });

  it("hold the rule as pasted, its line and its place", () => {
    expect(steps.find(({ chain }) => chain === "KUBE-SERVICES")).toMatchObject({
      kind: "rule",
      hook: "PREROUTING",
      table: "nat",
      rule: 1,
      line: 19,
      depth: 1,
      text: '-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M',
      words: "Goes to KUBE-SVC-2CMXP7HKUVJN7L6M. The endpoints of default/nginx: one of them is chosen here",
    });
  });

  it("say what the chain's name means", () => {
    expect(steps.find(({ chain }) => chain === "KUBE-SEP-RPYTXMYI33B6SF5E")?.meaning).toBe("10.244.0.13:80");
  });

  it("say what changed, and the packet after it", () => {
    const marked = steps.find(({ chain }) => chain === "KUBE-MARK-MASQ");
    expect(marked?.changes).toEqual([{ what: "mark", from: "0x0", to: "0x4000" }]);
    expect(marked?.mark).toBe("0x4000");
    const rewritten = steps.find(({ verdict }) => verdict === "DNAT");
    expect(rewritten?.changes).toEqual([{ what: "destination", from: "10.0.91.63", to: "10.244.0.13" }]);
    expect(rewritten?.packet).toBe("192.168.1.20:40000 → 10.244.0.13:80");
  });

  it("do not claim to know a port that the kernel draws", () => {
    const masqueraded = steps.find(({ verdict }) => verdict === "MASQUERADE");
    expect(masqueraded?.packet).toBe("10.244.0.1:? → 10.244.0.13:80");
    expect(masqueraded?.changes).toContainEqual({ what: "source port", from: "40000", to: "drawn by the kernel" });
  });

  it("hold the conditions of the rule, without its remarks", () => {
    expect(steps.find(({ chain }) => chain === "KUBE-SERVICES")?.conditions).toMatchObject([
      { source: "-d 10.0.91.63/32", words: "destination is 10.0.91.63", shows: "10.0.91.63", holds: "yes" },
      { source: "-p tcp", words: "protocol is tcp", shows: "tcp", holds: "yes" },
      { source: "-m tcp --dport 80", words: "destination port is 80", shows: "80", holds: "yes" },
    ]);
  });

  it("hold the route that decided", () => {
    const routed = steps.find(({ kind }) => kind === "routing");
    expect(routed).toMatchObject({
      text: "10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1",
      verdict: "cni0",
      table: null,
    });
  });

  it("say of a routing decision where it leads, and no more than the paste tells", () => {
    const paste = readPaste(filter(""));
    const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.0.0.1", proto: "tcp", dport: 80 });
    const leads = tellTrace(trace, paste).outcomes.map(({ verdict, steps: told }) => [
      verdict,
      told.find(({ kind }) => kind === "routing")?.verdict,
    ]);
    expect(leads).toEqual([
      ["forwarded", "some device"],
      ["delivered", "this node"],
    ]);
  });
});

describe("the shares", () => {
  const three = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.0.1/32 -p tcp -m statistic --mode random --probability 0.33333333349 -j DNAT --to-destination 10.244.0.2:80
-A PREROUTING -d 10.0.0.1/32 -p tcp -m statistic --mode random --probability 0.50000000000 -j DNAT --to-destination 10.244.0.3:80
-A PREROUTING -d 10.0.0.1/32 -p tcp -j DNAT --to-destination 10.244.0.4:80
COMMIT
`;

  it("are the effective ones, whatever the probabilities of the rules are", () => {
    expect(tell(three, { dst: "10.0.0.1" }).outcomes.map(({ share }) => share)).toEqual(["33.3 %", "33.3 %", "33.3 %"]);
  });

  it("say that a rule was chosen at random", () => {
    const words = tell(three, { dst: "10.0.0.1" }).outcomes.map(
      ({ steps }) => steps.find(({ table, rule }) => table === "nat" && rule !== null)?.words,
    );
    expect(words).toContain("Chosen at random: Rewrites the destination to 10.244.0.2:80");
    expect(words).toContain("Rewrites the destination to 10.244.0.4:80");
  });

  it("are certain where nothing is random, and assumed where something is unknown", () => {
    expect(tellOne(NGINX, { dst: "10.0.91.63" }).share).toBe("certain");
    const unknown = tell(filter("-A FORWARD -m nonsense --never-heard -j DROP"), { dst: "10.244.0.13" });
    expect(unknown.outcomes.map(({ share }) => share)).toEqual(["if assumed", "if assumed"]);
  });

  it("keep the chance where something is unknown too", () => {
    const rules = three
      .replace("COMMIT", "-A POSTROUTING -m nonsense --never-heard -j DROP\nCOMMIT")
      .replace(":PRE", ":POSTROUTING ACCEPT [0:0]\n:PRE");
    const shares = new Set(tell(rules, { dst: "10.0.0.1" }).outcomes.map(({ share }) => share));
    expect(shares).toEqual(new Set(["33.3 % if assumed"]));
  });
});
