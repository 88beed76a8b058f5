import { describe, expect, it } from "vitest";
import type { ExtensionHeader, Packet } from "../../packet";
import { answer, at, packet, read, shown, words, world } from "../rule-in-hand";

const SEGMENTS = [at("fd09::1"), at("fd09::2")];
const HOP: ExtensionHeader = { kind: "hop", options: [{ type: 5, bytes: [0, 0] }] };
const ROUTING: ExtensionHeader = { kind: "routing", type: 0, segmentsLeft: 0, addresses: SEGMENTS };
const SEGMENT_ROUTING: ExtensionHeader = { kind: "routing", type: 4, segmentsLeft: 1, addresses: SEGMENTS };
const AH: ExtensionHeader = { kind: "auth", spi: 500 };

const six = (headers: readonly ExtensionHeader[], changes: Partial<Packet> = {}) =>
  world({
    packet: packet({ family: 6, src: at("fd0a::211:22ff:fe33:4455"), dst: at("fd0b::5"), headers, ...changes }),
  });

describe("hbh and dst", () => {
  it("ask for a header, its length and its options in order", () => {
    expect(answer("-m hbh", six([HOP]))).toBe(true);
    expect(answer("-m hbh", six([]))).toBe(false);
    expect(answer("-m hbh --hbh-len 8 --hbh-opts 5:2", six([HOP]))).toBe(true);
    expect(answer("-m hbh ! --hbh-len 8", six([HOP]))).toBe(false);
    expect(answer("-m hbh --hbh-opts 5:3", six([HOP]))).toBe(false);
    expect(answer("-m dst", six([HOP]))).toBe(false);
    expect(answer("-m dst --dst-opts 5", six([{ ...HOP, kind: "destination" }]))).toBe(true);
  });

  it("are told and shown", () => {
    expect(words("-m hbh ! --hbh-len 8 --hbh-opts 5:2", 6)).toEqual([
      "its hop-by-hop header's length is not 8 bytes and its hop-by-hop options begin with 5:2",
    ]);
    expect(shown("-m hbh", six([HOP]))).toEqual(["5:2"]);
    expect(shown("-m dst", six([HOP]))).toEqual(["no destination header"]);
  });

  it("are IPv6's alone", () => {
    expect(read("-m hbh --hbh-len 8", 4).problems).not.toEqual([]);
  });
});

describe("rt", () => {
  it("asks for type, segments left, length and addresses", () => {
    expect(answer("-m rt --rt-type 0 --rt-len 40 --rt-segsleft 0", six([ROUTING]))).toBe(true);
    expect(answer("-m rt ! --rt-type 0", six([ROUTING]))).toBe(false);
    expect(answer("-m rt --rt-type 0 --rt-0-addrs fd09::1,fd09::2", six([ROUTING]))).toBe(true);
    expect(answer("-m rt --rt-type 0 --rt-0-addrs fd09::2", six([ROUTING]))).toBe(false);
    expect(answer("-m rt --rt-type 0 --rt-0-addrs fd09::2 --rt-0-not-strict", six([ROUTING]))).toBe(true);
  });

  it("is told", () => {
    expect(words("-m rt ! --rt-type 2", 6)).toEqual(["the routing header's type is not 2"]);
    expect(words("-m rt --rt-type 2 --rt-segsleft 1:3", 6)).toEqual([
      "the routing header's type is 2 and the number of segments left is 1 to 3",
    ]);
  });
});

describe("srh", () => {
  it("asks for the segments before, next and last, and says of no other routing header that it is one", () => {
    const due = six([SEGMENT_ROUTING]);
    expect(answer("-m srh --srh-next-hdr 6 --srh-hdr-len-eq 4 --srh-segs-left-eq 1 --srh-last-entry-eq 1", due)).toBe(
      true,
    );
    expect(answer("-m srh --srh-nsid fd09::1/128 --srh-lsid fd09::1/128", due)).toBe(true);
    expect(answer("-m srh ! --srh-psid fd09::2/128", due)).toBe(false);
    expect(answer("-m srh ! --srh-tag 0", due)).toBe(false);
    expect(answer("-m srh", six([ROUTING]))).toBe(false);
  });

  it("is told", () => {
    expect(words("-m srh --srh-segs-left-gt 2 ! --srh-tag 7", 6)).toEqual([
      "the number of segments left is more than 2 and the segments' tag is not 7",
    ]);
  });
});

describe("frag", () => {
  const fragment: ExtensionHeader = { kind: "fragment", id: 77, offset: 0, more: true };

  it("asks for the fragment's id and place", () => {
    expect(answer("-m frag --fragid 70:80 --fragfirst --fragmore", six([fragment]))).toBe(true);
    expect(answer("-m frag ! --fragid 77", six([fragment]))).toBe(false);
    expect(answer("-m frag --fraglast", six([fragment]))).toBe(false);
    expect(answer("-m frag", six([]))).toBe(false);
  });

  it("is told", () => {
    expect(words("-m frag ! --fragid 77 --fragfirst", 6)).toEqual([
      "the fragment's id is not 77 and it is the first fragment",
    ]);
  });
});

describe("ipv6header", () => {
  it("asks for exactly these headers, or softly for these among others", () => {
    expect(answer("-m ipv6header --header hop-by-hop,protocol", six([HOP]))).toBe(true);
    expect(answer("-m ipv6header --header protocol", six([HOP]))).toBe(false);
    expect(answer("-m ipv6header --header hop-by-hop --soft", six([HOP, AH]))).toBe(true);
    expect(answer("-m ipv6header ! --header ah --soft", six([HOP, AH]))).toBe(false);
  });

  it("is told", () => {
    expect(words("-m ipv6header --header hop,esp", 6)).toEqual(["its headers are exactly hop-by-hop, esp"]);
    expect(words("-m ipv6header ! --header hop,esp", 6)).toEqual(["its headers are not exactly hop-by-hop, esp"]);
  });
});

describe("mh", () => {
  const message = six([{ kind: "mobility", type: 5 }], { proto: 135, transport: { kind: "none" } });

  it("asks for the message's type", () => {
    expect(answer("-p mobility-header -m mh --mh-type binding-update", message)).toBe(true);
    expect(answer("-p mobility-header -m mh ! --mh-type 4:6", message)).toBe(false);
    expect(words("-p mh -m mh ! --mh-type 1:4", 6).at(-1)).toBe("the mobility message's type is not 1 to 4");
  });

  it("needs its protocol", () => {
    expect(read("-m mh --mh-type 1", 6).problems.join()).toContain("-m mh needs -p mobility-header");
  });
});

describe("ah", () => {
  it("asks for the SPI; over IPv6 for the header's length too", () => {
    expect(answer("-m ah --ahspi 500 --ahlen 24 --ahres", six([AH]))).toBe(true);
    expect(answer("-m ah ! --ahspi 400:500", six([AH]))).toBe(false);
    expect(answer("-m ah", six([]))).toBe(false);
    expect(words("-m ah ! --ahspi 500", 6)).toEqual(["the SPI of its authentication header is not 500"]);
  });

  it("is a question where an IPv4 packet does not tell its SPI", () => {
    const untold = world({ packet: packet({ proto: 51, transport: { kind: "none" } }) });
    expect(answer("-p ah -m ah --ahspi 500", untold)).toMatchObject({
      kind: "unknown",
      question: { yes: "its SPI is 500" },
    });
    expect(answer("-p ah -m ah", untold)).toBe(true);
  });

  it("is what -p sees of an IPv6 packet, whatever it protects", () => {
    expect(answer("-p ah", six([AH]))).toBe(true);
    expect(answer("-p tcp", six([AH]))).toBe(false);
    expect(answer("! -p tcp", six([AH]))).toBe(true);
    expect(answer("-p tcp", six([HOP, ROUTING]))).toBe(true);
  });
});

describe("eui64", () => {
  it("compares the source address with the hardware address", () => {
    expect(answer("-m eui64", six([], { mac: "00:11:22:33:44:55" }))).toBe(true);
    expect(answer("-m eui64", six([], { mac: "00:11:22:33:44:56" }))).toBe(false);
  });

  it("is a question where nobody told that, and fails for what comes over the loopback device", () => {
    expect(answer("-m eui64", six([]))).toMatchObject({ kind: "unknown" });
    expect(answer("-m eui64", six([], { in: "lo" }))).toBe(false);
    expect(words("-m eui64", 6)).toEqual(["the source address is made from the sender's hardware address"]);
  });
});
