import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples";
import { servicePortHash } from "../kubernetes/chain-hash";
import { formatAddress, parseAddress, parsePrefix, prefixHolds } from "../netfilter/address";
import { readPacket, type PacketFields } from "../netfilter/read/packet";
import type { Outcome } from "../netfilter/trace";
import { walk } from "../netfilter/walk/walk";
import { type Paste, readPaste } from "../paste/paste";
import { AddressStandIns } from "./addresses";
import { redact } from "./redact";
import { WordStandIns } from "./words";

const SECRET = Uint8Array.from([1, 2, 3, 4]);
const SHOP = `$ iptables-save
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-${servicePortHash("acme-shop/checkout:web", "tcp")} - [0:0]
:acme-nat - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A PREROUTING -i veth12ab34cd -j acme-nat
-A POSTROUTING -s 52.4.8.0/24 -j SNAT --to-source 52.4.9.1-52.4.9.9
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-SERVICES -d 52.4.8.15/32 -p tcp -m comment --comment "acme-shop/checkout:web loadbalancer IP" -m tcp --dport 80 -j KUBE-SVC-${servicePortHash("acme-shop/checkout:web", "tcp")}
-A KUBE-SVC-${servicePortHash("acme-shop/checkout:web", "tcp")} -p tcp -m comment --comment "acme-shop/checkout:web" -j DNAT --to-destination 10.244.0.13:8080
-A acme-nat -m set --match-set acme-partners src -m comment --comment "let Acme's partners in, ask bob@acme.example" -j RETURN
COMMIT
$ ip addr
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 group default
    inet 52.4.7.10/24 brd 52.4.7.255 scope global eth0
3: veth12ab34cd: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 group default
    inet 10.244.0.1/24 scope global veth12ab34cd
$ ip route
default via 52.4.7.1 dev eth0
10.244.0.0/24 dev veth12ab34cd
$ ipset save
create acme-partners hash:net family inet
add acme-partners 8.20.0.0/16
add acme-partners 8.30.1.1-8.30.1.9
`;

describe("a redacted paste", () => {
  const { text } = redact(readPaste(SHOP), SECRET);

  it("names nobody, and bears no public address", () => {
    expect(text).not.toMatch(/acme|shop|checkout|partners|bob/i);
    expect(text).not.toMatch(/\b(?:52\.4|8\.20|8\.30)\./);
    expect(text).not.toContain("veth12ab34cd");
  });

  it("says in the same words what every cluster says", () => {
    expect(text).toContain('--comment "kubernetes service portals" -j KUBE-SERVICES');
    expect(text).toMatch(/--comment "\w{4}-\w{4}\/\w{8}:web loadbalancer IP"/);
    expect(text).toContain("--to-destination 10.244.0.13:8080");
  });

  it("has kube-proxy's hashes of the new names", () => {
    const name = /--comment "(\S+) loadbalancer IP"/.exec(text)?.[1] ?? "";
    expect(text).toContain(`-j KUBE-SVC-${servicePortHash(name, "tcp")}\n`);
  });

  it("is read without a problem, and redacted the same way with the same secret", () => {
    expect(readPaste(text).problems).toEqual([]);
    expect(redact(readPaste(SHOP), SECRET).text).toBe(text);
    expect(redact(readPaste(SHOP), Uint8Array.from([9])).text).not.toBe(text);
  });

  it("names a large cluster's chains anew, whose rules bear no comments", () => {
    const hash = servicePortHash("acme-shop/checkout", "tcp");
    const large = `*nat
:KUBE-SERVICES - [0:0]
:KUBE-SVC-${hash} - [0:0]
-A KUBE-SERVICES -d 10.0.0.8/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-${hash}
COMMIT
$ kubectl get svc -A
NAMESPACE   NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
acme-shop   checkout   ClusterIP   10.0.0.8     <none>        80/TCP    9d
`;
    const again = readPaste(redact(readPaste(large), SECRET).text);
    const [service] = again.cluster.services;
    if (!service) throw new Error("a Service was expected");
    const name = `${service.namespace}/${service.name}`;
    expect(name).not.toMatch(/acme|checkout/);
    expect([...(again.rulesets[4].tables.get("nat")?.chains.keys() ?? [])]).toContain(
      `KUBE-SVC-${servicePortHash(name, "tcp")}`,
    );
  });

  it("says nothing of what nobody could read", () => {
    expect(redact(readPaste(`${SHOP}\nacme's password is hunter2\n`), SECRET).text).toBe(text);
  });
});

describe("a packet of a redacted paste", () => {
  const anywhere = fc.oneof(
    fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join(".")),
    fc.constantFrom(
      "52.4.8.15",
      "52.4.7.10",
      "52.4.7.255",
      "52.4.8.200",
      "8.20.3.4",
      "8.30.1.5",
      "8.30.1.10",
      "52.4.7.99",
    ),
    fc.constantFrom("10.244.0.13", "10.244.0.7", "10.0.91.63", "10.0.0.10", "10.96.0.1", "192.168.1.20", "203.0.113.7"),
  );
  const packets = fc.record(
    {
      src: anywhere,
      dst: anywhere,
      proto: fc.constantFrom("tcp", "udp"),
      dport: fc.constantFrom(80, 443, 53, 8080, 30080),
      in: fc.constantFrom("eth0", "veth12ab34cd", "cbr0", "cni0", null),
    },
    { requiredKeys: ["src", "dst", "proto", "dport"] },
  );

  it.each([{ title: "a shop", load: () => Promise.resolve(SHOP) }, ...SAMPLES])(
    "goes the way of the other: $title",
    async ({ load }) => {
      const paste = readPaste(await load());
      fc.assert(
        fc.property(packets, fc.uint8Array({ minLength: 4, maxLength: 4 }), (fields, secret) => {
          const redacted = redact(paste, secret);
          const [one, other] = [
            outcomesOf(paste, fields),
            outcomesOf(readPaste(redacted.text), redacted.fields(fields)),
          ];
          expect(other.map(wayOf)).toEqual(one.map(wayOf));
          expect(other.map(({ packet }) => formatAddress(packet.dst))).toEqual(
            one.map(({ packet }) => redacted.words(formatAddress(packet.dst))),
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  /** What has no names in it: where it went, rule by rule, and how likely. */
  function wayOf({ verdict, probability, steps, packet: { mark, ttl } }: Outcome) {
    const way = steps.map((step) =>
      step.kind === "rule"
        ? `${step.hook} ${step.table} ${String(step.rule)} ${step.verdict.split(" ")[0] ?? ""}`
        : `${step.hook} ${step.kind}`,
    );
    return { verdict, probability: probability?.toFixed(9), mark, ttl, way };
  }

  function outcomesOf(paste: Paste, fields: PacketFields): readonly Outcome[] {
    const read = readPacket(fields, paste.node);
    return read.kind === "unreadable" ? [] : walk(paste.rulesets[read.packet.family], paste.node, read.packet).outcomes;
  }
});

describe("a stand-in of an address", () => {
  const standIns = new AddressStandIns(SECRET, []);
  const address = (text: string) => parseAddress(text) ?? expect.fail(`${text} is no address`);

  it("shares with another's as many bits as the two share", () => {
    const bits = fc.oneof(
      fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(32)).map(([a, b, same]) => {
        const mask = same === 0 ? 0 : (0xffffffff << (32 - same)) >>> 0;
        return [a >>> 0, ((a & mask) | (b & ~mask)) >>> 0] as const;
      }),
    );
    fc.assert(
      fc.property(bits, ([a, b]) => {
        const [x, y] = [standIns.address({ family: 4, value: a }), standIns.address({ family: 4, value: b })];
        expect(Math.clz32(Number(x.value) ^ Number(y.value))).toBe(Math.clz32(a ^ b));
      }),
    );
  });

  it("of an IPv6 address keeps its prefixes too", () => {
    const [a, b] = [address("2a00:1450:4001:81b::200e"), address("2a00:1450:4001:81b::2")];
    const prefix = parsePrefix("2a00:1450:4001:81b::/64") ?? expect.fail();
    const network = standIns.prefix(prefix);
    expect(network).not.toEqual(prefix);
    expect([a, b].map((one) => prefixHolds(network, standIns.address(one)))).toEqual([true, true]);
  });

  it("is itself where the address is private, or special, or for everybody", () => {
    for (const text of [
      "10.1.2.3",
      "172.20.0.1",
      "192.168.3.4",
      "127.0.0.53",
      "169.254.169.254",
      "100.64.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "0.0.0.0",
      "::1",
      "fe80::1",
      "fd00::7",
      "ff02::1",
    ])
      expect(standIns.address(address(text)), text).toEqual(address(text));
  });

  it("keeps the bits of hosts in a pinned network", () => {
    const pinned = new AddressStandIns(SECRET, [parsePrefix("52.4.7.0/24") ?? expect.fail()]);
    const { value } = pinned.address(address("52.4.7.255"));
    expect(Number(value) & 255).toBe(255);
    expect(value).not.toBe(address("52.4.7.255").value);
  });
});

describe("a stand-in of a word", () => {
  it("has its length and its shape, is the same wherever it stands, and no other word's", () => {
    const words = new WordStandIns(SECRET, new Set(["web"]));
    expect(words.name("payments-api-7d9f8b-x2k4j")).toMatch(/^[a-z]{8}-[a-z]{3}-[0-9a-f]{6}-[a-z]\d[a-z]\d[a-z]$/);
    expect(words.name("Payments-Web2")).toMatch(/^[A-Z][a-z]{7}-Web2$/);
    expect(words.name("payments")).toBe(words.name("payments-x").split("-")[0]);
    const many = Array.from(
      { length: 3000 },
      (_, index) => `n${index.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "")}me`,
    );
    expect(new Set(many.map((word) => words.name(word))).size).toBe(new Set(many).size);
  });
});
