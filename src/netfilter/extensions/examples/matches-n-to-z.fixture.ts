/**
 * Examples of the matches from nfacct to udp: how each answers a packet, and what is said of that, both ways where nobody knows.
 */
import type { Examples } from "./worlds.fixture";
import { ack, getting, holding, own, pathless, ping, routed, sctp, segmented, six, tcp, udp } from "./worlds.fixture";

export const MATCHES_N_TO_Z: Examples = {
  nfacct: [
    [
      "-m nfacct --nfacct-name a",
      "unknown",
      "the account a has no quota, or has used it up | the account a has a quota that is not used up",
    ],
  ],
  osf: [
    ["-p tcp -m osf --genre Linux", "no", "it is not the beginning of a TCP connection (SYN)", ack],
    ["-p tcp -m osf --genre Linux", "unknown", "its sender looks like Linux | its sender does not look like Linux"],
  ],
  owner: [
    ["-m owner --uid-owner 1000", "yes", "its sender's user is 1000", own],
    ["-m owner --uid-owner 0", "no", "its sender's user 1000 is not 0", own],
    ["-m owner ! --uid-owner 0", "yes", "no process of this node sends it"],
    [
      "-m owner --gid-owner 5 --suppl-groups",
      "unknown",
      "a further group of the sender is 5 | no further group of the sender is 5",
      own,
    ],
    ["-m owner --socket-exists", "no", "no process of this node sends it"],
  ],
  physdev: [
    [
      "-m physdev --physdev-in eth1",
      "unknown",
      "it came in by the bridge's port eth1 | it did not come in by the bridge's port eth1",
    ],
  ],
  pkttype: [
    ["-m pkttype --pkt-type unicast", "yes", "it is a unicast packet"],
    ["-m pkttype --pkt-type broadcast", "no", "it is a unicast packet, not a broadcast one"],
  ],
  policy: [
    [
      "-m policy --dir in --pol none",
      "unknown",
      "IPsec has decoded it | IPsec has nothing to do with it, or not that it has decoded it",
    ],
  ],
  quota: [
    ["-m quota --quota 10", "no", "the packet's 44 bytes are more than the quota of 10"],
    ["-m quota ! --quota 10", "yes", "the quota of 10 bytes is used up"],
    ["-m quota --quota 1000", "unknown", "the quota of 1000 bytes is not used up | the quota of 1000 bytes is used up"],
  ],
  rateest: [
    [
      "-m rateest --rateest a --rateest-gt --rateest-pps 5",
      "unknown",
      "the packets a second of the estimator a are more than 5 | it is not so that the packets a second of the estimator a are more than 5",
    ],
  ],
  realm: [
    ["-m realm --realm 0", "yes", "the realm of its route is cosmos", pathless],
    ["-m realm --realm 5", "no", "the realm of its route is cosmos, not 0x5", pathless],
    ["-m realm --realm 5", "unknown", "the realm of its route is 0x5 | the realm of its route is not 0x5"],
  ],
  recent: [
    ["-m recent --set --name a", "yes", "always; it notes the source under a"],
    ["-m recent ! --set --name a", "no", "--set holds for every packet, and the ! turns that round"],
    [
      "-m recent --rcheck --seconds 60 --name a",
      "unknown",
      "10.244.1.5 was seen under a within 60 s | 10.244.1.5 was not seen under a within 60 s",
    ],
  ],
  rpfilter: [
    ["-m rpfilter", "no", "an answer to 10.244.1.5 would not leave by cni0", pathless],
    ["-m rpfilter --invert", "yes", "an answer to 10.244.1.5 would not leave by cni0", pathless],
    [
      "-m rpfilter",
      "unknown",
      "an answer to 10.244.1.5 would leave by cni0 | an answer to 10.244.1.5 would not leave by cni0",
    ],
  ],
  rt: [
    ["-m rt --rt-type 0", "yes", "the routing header's type is 0", routed],
    ["-m rt --rt-segsleft 2:9", "no", "the number of segments left is 1, not 2 to 9", routed],
    ["-m rt --rt-type 0", "no", "it has no routing header", six()],
  ],
  sctp: [
    [
      "-p sctp --chunk-types any DATA,INIT",
      "yes",
      "one at least of DATA,INIT is among its chunks (they are INIT)",
      sctp(1),
    ],
    ["-p sctp --chunk-types all DATA,INIT", "no", "not all of DATA,INIT are among its chunks (they are INIT)", sctp(1)],
    [
      "-p sctp ! --chunk-types only INIT",
      "no",
      "its chunks are none but INIT (they are INIT), and the rule wants it otherwise",
      sctp(1),
    ],
    ["-p sctp --dport 81", "no", "destination port 80 is not 81", sctp(1)],
  ],
  set: [
    ["-m set --match-set s src", "yes", "source 10.244.1.5 (held as 10.244.0.0/16) is in the set s", holding],
    ["-m set --match-set s dst", "no", "destination 10.96.0.10 is not in the set s", holding],
    [
      "-m set ! --match-set s src",
      "no",
      "source 10.244.1.5 (held as 10.244.0.0/16) is in the set s, and the rule wants it outside",
      holding,
    ],
    ["-m set --match-set s src", "unknown", "the set s holds 10.244.1.5 | the set s does not hold 10.244.1.5"],
  ],
  socket: [
    [
      "-m socket --transparent",
      "no",
      "no socket is for such a packet: it is of neither TCP nor UDP, and quotes none of them",
      ping,
    ],
    [
      "-m socket --transparent",
      "unknown",
      "a transparent socket of this node that is bound to an address is open for it | no transparent socket of this node that is bound to an address is open for it",
    ],
    [
      "-m socket --nowildcard",
      "unknown",
      "a socket of this node is open for it | no socket of this node is open for it",
    ],
  ],
  srh: [
    ["-m srh --srh-segs-left-eq 1", "yes", "the number of segments left is 1", segmented],
    ["-m srh --srh-hdr-len-gt 9", "no", "the length of the segment routing header is 4, not more than 9", segmented],
    ["-m srh --srh-lsid fd00::/64", "no", "the last segment is fd09::1, not in fd00::/64", segmented],
    ["-m srh", "no", "it has no segment routing header", six()],
  ],
  state: [
    ["-m state --state NEW", "yes", "the connection's state is NEW"],
    ["-m state --state RELATED,ESTABLISHED", "no", "the connection's state is NEW, not RELATED or ESTABLISHED"],
  ],
  statistic: [
    ["-m statistic --mode random --probability 0.25", "random", "chance: 25 %"],
    ["-m statistic --mode nth --every 3 --packet 0", "random", "it is number 0 of every 3 packets, counted from 0"],
  ],
  string: [
    ["-m string --algo bm --string GET", "yes", 'the pattern "GET" is in its bytes', getting],
    ["-m string --algo bm --string POST", "no", 'the pattern "POST" is not in its bytes', getting],
    [
      "-m string --algo bm --string GET",
      "unknown",
      'its payload contains "GET" | its payload does not contain "GET"',
      tcp({ length: 60 }),
    ],
  ],
  tcp: [
    ["-p tcp --dport 80", "yes", "destination port is 80"],
    ["-p tcp --dport 443", "no", "destination port 80 is not 443"],
    ["-p tcp --sport 1024:65535", "yes", "source port 40000 is 1024 to 65535"],
    ["-p tcp ! --dport 80", "no", "destination port is 80, and the rule wants another"],
    ["-p tcp --syn", "yes", "it begins a TCP connection (SYN)"],
    ["-p tcp --syn", "no", "it does not begin a TCP connection (SYN): its flags are ACK", ack],
    ["-p tcp --tcp-flags SYN,ACK ACK", "no", "of the flags SYN,ACK exactly ACK is not set: its flags are SYN"],
    ["-p tcp --tcp-option 2", "yes", "TCP option 2 is there"],
    ["-p tcp --dport 80", "no", "it is not a TCP packet", udp],
  ],
  tcpmss: [
    ["-p tcp -m tcpmss --mss 1400:1500", "yes", "MSS 1460 is 1400 to 1500"],
    ["-p tcp -m tcpmss --mss 1:500", "no", "MSS 1460 is not 1 to 500"],
    ["-p tcp -m tcpmss --mss 1:500", "no", "it bears no MSS", ack],
  ],
  time: [
    [
      "-m time --timestart 08:00 --timestop 18:00 --weekdays Mon,Tue",
      "unknown",
      "it comes at such a time: from 08:00:00 to 18:00:00 UTC and the weekday is Mon,Tue | it comes at another time than: from 08:00:00 to 18:00:00 UTC and the weekday is Mon,Tue",
    ],
  ],
  tos: [
    ["-m tos --tos 0", "yes", "TOS is 0x00"],
    ["-m tos --tos 0x10/0x3f", "no", "TOS 0x00 is not 0x10 under the mask 0x3f"],
  ],
  ttl: [
    ["-m ttl --ttl-eq 64", "yes", "TTL is 64"],
    ["-m ttl --ttl-lt 10", "no", "TTL 64 is not less than 10"],
    ["-m ttl ! --ttl-eq 64", "no", "TTL is 64, and the rule wants another"],
  ],
  u32: [
    ['-m u32 --u32 "6&0xFF=6"', "yes", 'of its bytes "0x6&0xff=0x6" is true'],
    ['-m u32 --u32 "6&0xFF=17"', "no", 'of its bytes "0x6&0xff=0x11" is not true'],
  ],
  udp: [
    ["-p udp --dport 53", "yes", "destination port is 53", udp],
    ["-p udp --dport 123", "no", "destination port 53 is not 123", udp],
    ["-p udp --dport 53", "no", "it is not a UDP packet"],
  ],
};
