/**
 * `-m socket`: whether a socket of the node waits for the packet (iptables-extensions(8), socket; kernel:
 * net/netfilter/xt_socket.c). Sockets are not in the paste; only TCP and UDP, and ICMP errors about them, can have one.
 */
import { defineMatch } from "../define";
import { flag } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const SOCKET = defineMatch({
  name: "socket",
  listed: prose(
    /socket/,
    [/--transparent/, "--transparent"],
    [/--nowildcard/, "--nowildcard"],
    [/--restore-skmark/, "--restore-skmark"],
  ),
  options: {
    transparent: flag("--transparent"),
    nowildcard: flag("--nowildcard"),
    restore: flag("--restore-skmark"),
  },
  test: ({ transparent, nowildcard }, { packet: { transport, proto } }) => {
    const couldHave =
      transport.kind === "tcp" || proto === 17 || (transport.kind === "icmp" && transport.quotes !== null);
    if (!couldHave) return false;
    const kind = `${transparent ? "transparent " : ""}socket of this node${nowildcard ? "" : " that is bound to an address"}`;
    return asked(`a ${kind} is open for it`, `no ${kind} is open for it`);
  },
  lacks: () => "no socket is for such a packet: it is of neither TCP nor UDP, and quotes none of them",
  means: {
    transparent: "only sockets that may have foreign addresses (IP_TRANSPARENT) count",
    nowildcard: "sockets that are bound to no address count as well",
    restore: "the packet gets the mark of the socket",
  },
  tell: ({ transparent, nowildcard, restore }) =>
    `a ${transparent ? "transparent " : ""}socket of this node${nowildcard ? "" : " that is bound to an address"} is open for it${restore ? ", and its mark is taken over" : ""}`,
});
