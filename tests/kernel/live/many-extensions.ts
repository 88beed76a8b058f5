/**
 * Rules of nearly every extension that has words of its own in a listing, with and without a `!`, for both families.
 */
import type { Family } from "../../../src/netfilter/address";

/** `nat POSTROUTING …`: the table, the chain and the rule. Those of one family begin with its number. */
const RULES = `
filter FORWARD -p tcp -m tcp --sport 1024:65535 ! --dport 8080 ! --tcp-option 5 ! --tcp-flags SYN,ACK SYN
filter FORWARD -p tcp -m tcp --dport 22 --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT
filter FORWARD -p udp -m udp ! --sport 53 --dport 1000:2000 -j DROP
filter FORWARD -p sctp -m sctp ! --sport 9 --dport 99 --chunk-types any DATA:IUbe,INIT
filter FORWARD -p sctp -m sctp ! --chunk-types only ABORT:T,SHUTDOWN
filter FORWARD -p dccp -m dccp --sport 7 ! --dccp-types REQUEST,RESET ! --dccp-option 3
filter FORWARD -p esp -m esp ! --espspi 7:9
filter FORWARD -p ipcomp -m ipcomp --ipcompspi 12
4 filter FORWARD -p ah -m ah ! --ahspi 3:9
4 filter FORWARD -p icmp -m icmp --icmp-type 3/4 -j ACCEPT
4 filter FORWARD -p icmp -m icmp ! --icmp-type 42/7
4 filter FORWARD -p icmp -m icmp --icmp-type any
6 filter FORWARD -p ipv6-icmp -m icmp6 --icmpv6-type 1/3 -j ACCEPT
6 filter FORWARD -p ipv6-icmp -m icmp6 ! --icmpv6-type 135
filter FORWARD -p tcp -m multiport ! --dports 80,443,8000:8080
filter FORWARD -p udp -m multiport --sports 53,67
filter FORWARD -p tcp -m multiport --ports 25,110
4 filter FORWARD -m addrtype ! --src-type MULTICAST --dst-type LOCAL,BROADCAST
filter INPUT -m addrtype --dst-type LOCAL --limit-iface-in
4 filter FORWARD -m bpf --bytecode "2,48 0 0 9,6 0 0 1"
filter INPUT -m cgroup ! --cgroup 66
filter FORWARD -m cluster --cluster-total-nodes 5 ! --cluster-local-node 3 --cluster-hash-seed 99
filter FORWARD -m comment --comment "it's \\"mine\\": a * b / c"
filter FORWARD -m comment --comment "ends */ here" -j DROP
filter FORWARD -m comment --comment one -p tcp -m tcp --dport 1 -m comment --comment two
filter FORWARD -m connbytes ! --connbytes 50:60 --connbytes-mode avgpkt --connbytes-dir reply
filter FORWARD -m connlabel ! --label 9
filter FORWARD -m connlabel --label 9 --set
filter FORWARD -m connlimit --connlimit-above 9 --connlimit-mask 24
filter FORWARD -m connlimit --connlimit-upto 3 --connlimit-mask 16 --connlimit-daddr
filter FORWARD -m connmark ! --mark 0x8/0xf
4 filter FORWARD -m conntrack ! --ctproto 17 --ctorigsrc 10.9.0.0/16 ! --ctrepldst 10.0.0.9 ! --ctstatus EXPECTED
filter FORWARD -m conntrack ! --ctstate INVALID,NEW --ctdir REPLY
filter FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
filter FORWARD -m conntrack --ctexpire 5:60 ! --ctorigdstport 80:90
filter FORWARD -m cpu ! --cpu 1
filter FORWARD -m devgroup ! --src-group 0x9 --dst-group 0x2/0xf
filter FORWARD -m dscp ! --dscp 0x12
filter FORWARD -p tcp -m ecn ! --ecn-tcp-ece --ecn-tcp-cwr ! --ecn-ip-ect 1
6 filter FORWARD -m eui64
6 filter FORWARD -m frag ! --fragid 8 --fraglen 5 --fragres --fragmore
6 filter FORWARD -m dst ! --dst-len 9 --dst-opts 5:2,7
6 filter FORWARD -m hbh --hbh-len 9 --hbh-opts 5:2,7
6 filter FORWARD -m ipv6header ! --header esp,frag,dst --soft
6 filter FORWARD -p mobility-header -m mh ! --mh-type 2:5
6 filter FORWARD -m rt --rt-type 0 ! --rt-segsleft 2:9 --rt-len 12 --rt-0-res --rt-0-addrs ::9,::8 --rt-0-not-strict
6 filter FORWARD -m srh ! --srh-next-hdr 6 --srh-hdr-len-gt 3 ! --srh-segs-left-lt 2 --srh-last-entry-eq 1 ! --srh-tag 7 --srh-psid fd00::/16 ! --srh-nsid fd01::/16
6 filter FORWARD -m hl ! --hl-eq 9
6 mangle FORWARD -m hl --hl-lt 9 -j HL --hl-dec 2
filter FORWARD -m hashlimit --hashlimit-above 9/min --hashlimit-burst 3 --hashlimit-mode srcip,dstport --hashlimit-name own --hashlimit-srcmask 20 --hashlimit-htable-size 64
filter FORWARD -m helper ! --helper tftp
4 filter FORWARD -m iprange ! --src-range 10.1.0.3-10.1.0.9 --dst-range 10.2.0.3-10.2.0.9
filter FORWARD -m length ! --length 90:100
filter FORWARD -m limit --limit 12/hour --limit-burst 9 -j LOG --log-prefix "[a \\"b\\"] " --log-level 6 --log-tcp-options --log-uid
filter FORWARD -m mac ! --mac-source 02:00:00:00:00:99
filter FORWARD -m mark ! --mark 0x20000/0x30000
4 filter FORWARD -p tcp -m osf --genre Windows
filter OUTPUT -m owner ! --uid-owner 33-44 --gid-owner 5 --suppl-groups
filter OUTPUT -m owner ! --socket-exists
filter FORWARD -m physdev ! --physdev-in veth+ --physdev-out eth1 --physdev-is-bridged
filter FORWARD -m pkttype ! --pkt-type multicast
4 filter FORWARD -m policy --dir in --pol ipsec --strict ! --reqid 9 --spi 0x77 --proto esp --mode tunnel --tunnel-src 10.3.0.0/16 --next ! --reqid 5
filter FORWARD -m policy --dir out --pol none
filter FORWARD -m quota ! --quota 90000
4 filter FORWARD -m realm ! --realm 0x3/0x7
filter FORWARD -m recent ! --update --seconds 99 --reap --hitcount 3 --rttl --name seen --rdest
filter FORWARD -m recent --set --name seen -j RETURN
raw PREROUTING -m rpfilter --loose --validmark --invert -j DROP
filter FORWARD -m set ! --match-set four src,dst
filter FORWARD -m set --match-set four dst --return-nomatch ! --update-counters ! --packets-eq 9 --bytes-gt 5
mangle PREROUTING -m socket --transparent --nowildcard
filter FORWARD -m state ! --state INVALID
filter FORWARD -m statistic --mode random ! --probability 0.25
filter FORWARD -m statistic --mode nth --every 4 --packet 0
filter FORWARD -m statistic --mode nth ! --every 4 --packet 2
filter FORWARD -m string --string "GET \\"/\\"" --algo kmp --from 20 --to 99 --icase
filter FORWARD -m string ! --hex-string "|0d0a00|" --algo bm
filter FORWARD -p tcp -m tcpmss ! --mss 100:900
filter FORWARD -m time --timestart 08:30 --timestop 17:00 --weekdays Mon,Wed --datestart 2021-03-04T05:06:07
filter FORWARD -m time --monthdays 1,2,3,11,30 --kerneltz
filter FORWARD -m time --timestart 22:00 --timestop 04:00 --contiguous
filter FORWARD -m tos ! --tos 0x08/0x1c
4 filter FORWARD -m ttl --ttl-gt 9
filter FORWARD -m u32 ! --u32 "0x6&0xff=0x11:0x12"
filter FORWARD -m rateest --rateest own --rateest-gt --rateest-bps 9mbit
filter FORWARD -m rateest --rateest1 own --rateest-delta --rateest-pps1 4 ! --rateest-lt --rateest2 other --rateest-pps2 8
mangle FORWARD -j AUDIT --type drop
mangle FORWARD -j CHECKSUM --checksum-fill
mangle FORWARD -j CLASSIFY --set-class 12:34
mangle FORWARD -j CONNMARK --set-xmark 0x3/0xf
mangle FORWARD -j CONNMARK --and-mark 0xf0
mangle FORWARD -j CONNMARK --save-mark --nfmask 0xf --ctmask 0xf0
mangle FORWARD -j CONNMARK --restore-mark --mask 0xff
mangle FORWARD -j CONNSECMARK --save
raw PREROUTING -p tcp -j CT --helper ftp --ctevents new,destroy --expevents new
raw PREROUTING -j CT --zone 7
raw PREROUTING -j CT --notrack --zone-orig mark
raw PREROUTING -j NOTRACK
4 nat PREROUTING -p tcp -j DNAT --to-destination 10.5.0.1-10.5.0.9:8000-8080 --random --persistent
6 nat PREROUTING -p tcp -j DNAT --to-destination [fd05::1]:8000
6 mangle POSTROUTING -j SNPT --src-pfx fd01::/64 --dst-pfx fd02::/64
6 mangle PREROUTING -j DNPT --src-pfx fd01::/64 --dst-pfx fd02::/64
mangle FORWARD -j DSCP --set-dscp 0x12
4 mangle FORWARD -p tcp -j ECN --ecn-tcp-remove
4 mangle FORWARD -j HMARK --hmark-tuple src,dst --hmark-mod 9 --hmark-rnd 0x7 --hmark-offset 0x100
mangle FORWARD -j IDLETIMER --timeout 77 --label own
mangle FORWARD -j MARK --set-xmark 0x3/0xf
mangle FORWARD -j MARK --set-mark 0x9
mangle FORWARD -j MARK --xor-mark 0x9
nat POSTROUTING -p udp -j MASQUERADE --to-ports 2000-3000 --random --random-fully
nat POSTROUTING -j MASQUERADE
4 nat POSTROUTING -j NETMAP --to 10.7.0.0/16
filter FORWARD -j NFLOG --nflog-prefix "my \\"log\\"" --nflog-group 4 --nflog-size 99 --nflog-threshold 3
filter FORWARD -j NFQUEUE --queue-balance 2:5 --queue-bypass --queue-cpu-fanout
filter FORWARD -j NFQUEUE --queue-num 6
mangle FORWARD -j RATEEST --rateest-name own --rateest-interval 500ms --rateest-ewmalog 1s
mangle FORWARD -j RATEEST --rateest-name other --rateest-interval 500ms --rateest-ewmalog 1s
nat PREROUTING -p tcp -j REDIRECT --to-ports 9000-9100 --random
4 filter FORWARD -j REJECT --reject-with icmp-admin-prohibited
6 filter FORWARD -j REJECT --reject-with icmp6-no-route
filter FORWARD -p tcp -j REJECT --reject-with tcp-reset
filter FORWARD -j SET --add-set four src --exist --timeout 9
filter FORWARD -j SET --del-set four dst
mangle FORWARD -j SET --map-set four src --map-mark --map-queue
4 nat POSTROUTING -p tcp -j SNAT --to-source 10.8.0.1-10.8.0.9:100-200 --random-fully --persistent
6 nat POSTROUTING -j SNAT --to-source fd08::1 --random
filter FORWARD -p tcp -j SYNPROXY --sack-perm --timestamp --wscale 6 --mss 1300
mangle FORWARD -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
mangle FORWARD -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1300
mangle FORWARD -p tcp -j TCPOPTSTRIP --strip-options 3,8
4 mangle FORWARD -j TEE --gateway 10.0.0.77 --oif lo
mangle FORWARD -j TOS --set-tos 0x08/0x1c
mangle FORWARD -j TOS --xor-tos 0x08
4 mangle PREROUTING -p tcp -j TPROXY --on-port 50 --on-ip 127.0.0.1 --tproxy-mark 0x1/0x1
6 mangle PREROUTING -p tcp -j TPROXY --on-port 50 --on-ip ::1 --tproxy-mark 0x1/0x1
raw PREROUTING -j TRACE
4 mangle FORWARD -j TTL --ttl-set 60
4 filter FORWARD ! -f -j DROP
4 filter FORWARD ! -s 10.0.0.0/255.0.255.0 ! -d 10.9.0.0/16 ! -i averylongname12 ! -o veth+ ! -p tcp
6 filter FORWARD -s fd00:1111:2222:3333:4444:5555:6666:7777/128 -d fd00:1111:2222:3333:4444:5555:6666:0/112 -i eth0 -p 99 -j DROP
filter FORWARD -g OWN
filter FORWARD -p tcp -m tcp --dport 443 -m comment --comment goes -g OWN
filter FORWARD -j OWN
filter OWN -j RETURN
filter OWN -c 123456789 99999999999 -j ACCEPT
filter OWN -c 123456 9999999 -j ACCEPT
`;

/** The rules of a family, as iptables-restore takes them: the table, and the line of a rule. */
export function manyRules(family: Family): readonly { readonly table: string; readonly line: string }[] {
  const other = family === 4 ? "6 " : "4 ";
  return RULES.trim()
    .split("\n")
    .filter((text) => !text.startsWith(other))
    .map((text) => {
      const [table = "", ...rest] = text.replace(/^[46] /, "").split(" ");
      return { table, line: `-A ${rest.join(" ")}` };
    });
}
