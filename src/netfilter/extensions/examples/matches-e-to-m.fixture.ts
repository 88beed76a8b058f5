/**
 * Examples of the matches from ecn to multiport: how each answers a packet, and what is said of that, both ways where nobody knows.
 */
import { tracking, world } from "../rule-in-hand";
import type { Examples } from "./worlds.fixture";
import { esp, fragment, hopping, mobile, own, ping, ping6, six, tcp } from "./worlds.fixture";

export const MATCHES_E_TO_M: Examples = {
  ecn: [
    ["-m ecn --ecn-ip-ect 0", "yes", "the ECN field is 0"],
    ["-m ecn --ecn-ip-ect 1", "no", "the ECN field 0 is not 1"],
    ["-p tcp -m ecn --ecn-tcp-ece", "no", "the TCP flag ECE is not set"],
  ],
  esp: [
    ["-p esp --espspi 500", "yes", "the ESP SPI is 500", esp(50)],
    ["-p esp --espspi 1:9", "no", "the ESP SPI 500 is not 1 to 9", esp(50)],
    ["-p esp --espspi 500", "no", "it is not an ESP packet"],
  ],
  eui64: [
    [
      "-m eui64",
      "yes",
      "the source address is made from the sender's hardware address",
      six([], { mac: "00:11:22:33:44:55" }),
    ],
    [
      "-m eui64",
      "no",
      "the source fd0a::211:22ff:fe33:4455 is not made from the sender's hardware address 00:11:22:33:44:56",
      six([], { mac: "00:11:22:33:44:56" }),
    ],
    [
      "-m eui64",
      "unknown",
      "fd0a::211:22ff:fe33:4455 is made from its sender's hardware address | fd0a::211:22ff:fe33:4455 is not made from its sender's hardware address",
      six(),
    ],
  ],
  frag: [
    ["-m frag --fragfirst", "yes", "it is the first fragment", fragment],
    ["-m frag --fraglast", "no", "it is not the last fragment", fragment],
    ["-m frag --fragid 1:3", "no", "the fragment's id is 7, not 1 to 3", fragment],
    ["-m frag --fragmore", "no", "it is not a fragment", six()],
  ],
  hashlimit: [
    [
      "-m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name a",
      "unknown",
      "packets come no faster than 5/sec for 10.244.1.5 | packets come faster than 5/sec for 10.244.1.5",
    ],
  ],
  hbh: [
    ["-m hbh --hbh-len 8", "yes", "its hop-by-hop header's length is 8 bytes", hopping],
    [
      "-m hbh ! --hbh-len 8",
      "no",
      "its hop-by-hop header's length is 8 bytes, and the rule wants it otherwise",
      hopping,
    ],
    ["-m hbh", "no", "it has no hop-by-hop header", six()],
  ],
  helper: [
    ["-m helper --helper ftp", "no", "no helper led to its connection"],
    ["-m helper ! --helper ftp", "yes", "no helper led to its connection"],
    [
      "-m helper --helper ftp",
      "unknown",
      "the helper ftp led to the connection | the helper ftp did not lead to the connection",
      world({ tracking: tracking({ expected: true }) }),
    ],
  ],
  hl: [
    ["-m hl --hl-gt 10", "yes", "hop limit 64 is more than 10", six()],
    ["-m hl --hl-eq 255", "no", "hop limit 64 is not 255", six()],
  ],
  icmp: [
    ["-p icmp --icmp-type echo-request", "yes", "ICMP type is echo-request", ping],
    ["-p icmp --icmp-type 3/1", "no", "ICMP type echo-request is not host-unreachable", ping],
    ["-p icmp --icmp-type 8", "no", "it is not an ICMP packet"],
  ],
  icmp6: [
    ["-p icmpv6 --icmpv6-type 128", "yes", "ICMPv6 type is echo-request", ping6],
    ["-p icmpv6 ! --icmpv6-type echo-request", "no", "ICMPv6 type is echo-request, and the rule wants another", ping6],
  ],
  ipcomp: [
    ["-p ipcomp --ipcompspi 500", "yes", "the IPComp SPI is 500", esp(108)],
    ["-p ipcomp --ipcompspi 501", "no", "the IPComp SPI 500 is not 501", esp(108)],
  ],
  iprange: [
    ["-m iprange --src-range 10.244.1.1-10.244.1.9", "yes", "source 10.244.1.5 is in 10.244.1.1-10.244.1.9"],
    ["-m iprange --dst-range 10.0.0.1-10.0.0.9", "no", "destination 10.96.0.10 is not in 10.0.0.1-10.0.0.9"],
    [
      "-m iprange ! --src-range 10.244.1.1-10.244.1.9",
      "no",
      "source 10.244.1.5 is in 10.244.1.1-10.244.1.9, and the rule wants it outside",
    ],
  ],
  ipv6header: [
    ["-m ipv6header --header protocol", "yes", "its headers are exactly protocol", six()],
    ["-m ipv6header --header ah,protocol", "no", "its headers are protocol, not exactly ah, protocol", six()],
    [
      "-m ipv6header --header hop-by-hop --soft",
      "no",
      "its headers are protocol, not all of hop-by-hop among them",
      six(),
    ],
    [
      "-m ipv6header ! --header protocol --soft",
      "no",
      "its headers are protocol, and the rule wants none of protocol",
      six(),
    ],
  ],
  ipvs: [["-m ipvs --ipvs", "unknown", "IPVS balances its connection | IPVS does not balance its connection"]],
  length: [
    ["-m length --length 44", "yes", "length is 44 bytes"],
    ["-m length --length 100:200", "no", "length 44 bytes is not 100 to 200 bytes"],
    ["-m length ! --length 40:60", "no", "length 44 bytes is 40 to 60 bytes, and the rule wants it otherwise"],
  ],
  limit: [
    [
      "-m limit --limit 5/sec --limit-burst 10",
      "unknown",
      "packets come no faster than 5/sec | packets come faster than 5/sec",
    ],
  ],
  listing: [
    [
      '-m listing --hides "the devices of rule 2"',
      "unknown",
      "it has the devices of rule 2, which the listing does not show | it does not have the devices of rule 2, which the listing does not show",
    ],
  ],
  mac: [
    [
      "-m mac --mac-source 00:11:22:33:44:55",
      "yes",
      "hardware source is 00:11:22:33:44:55",
      tcp({ mac: "00:11:22:33:44:55" }),
    ],
    [
      "-m mac --mac-source 00:11:22:33:44:55",
      "no",
      "hardware source 00:11:22:33:44:56 is not 00:11:22:33:44:55",
      tcp({ mac: "00:11:22:33:44:56" }),
    ],
    ["-m mac --mac-source 00:11:22:33:44:55", "no", "it came over no link that has hardware addresses", own],
    [
      "-m mac --mac-source 00:11:22:33:44:55",
      "unknown",
      "its hardware source is 00:11:22:33:44:55 | its hardware source is not 00:11:22:33:44:55",
    ],
  ],
  mark: [
    ["-m mark --mark 0x4000/0x4000", "yes", "the mark has bit 0x4000 set", tcp({ mark: 0x4000 })],
    ["-m mark --mark 0x4000/0x4000", "no", "the mark 0x0 does not have bit 0x4000 set"],
    [
      "-m mark ! --mark 0x4000/0x4000",
      "no",
      "the mark 0x4010 has bit 0x4000 set, and the rule wants it clear",
      tcp({ mark: 0x4010 }),
    ],
    ["-m mark --mark 0x1/0xff", "no", "the mark 0x102 is not 0x1 under the mask 0xff", tcp({ mark: 0x102 })],
  ],
  mh: [
    ["-p mh --mh-type 5", "yes", "the mobility message's type is 5", mobile],
    ["-p mh --mh-type 1:3", "no", "the mobility message's type is 5, not 1 to 3", mobile],
  ],
  multiport: [
    ["-p tcp -m multiport --dports 80,443", "yes", "destination port 80 is one of 80, 443"],
    ["-p tcp -m multiport --dports 22,8000:8080", "no", "destination port 80 is not one of 22, 8000 to 8080"],
    [
      "-p tcp -m multiport ! --ports 80",
      "no",
      "source or destination port is 80 (they are 40000, 80), and the rule wants another",
    ],
    ["-p tcp -m multiport --ports 22", "no", "neither source nor destination port is 22 (they are 40000, 80)"],
    ["-p tcp -m multiport --dports 80", "no", "its protocol has no ports", ping],
  ],
};
