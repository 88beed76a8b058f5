/**
 * `-m owner`: the process that sends a packet of the node's own (iptables-extensions(8), owner; kernel:
 * net/netfilter/xt_owner.c). A packet that came in from elsewhere has no socket: it fits only where every condition is
 * negated.
 */
import { all, unknown } from "../answer";
import { given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind, Range } from "../kinds";
import { MOST_32, numberRange, printRange, readNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { type Piece, prose } from "../prose";

/** The only user and group that every node has. */
const IDS: Kind<Range> = {
  ...numberRange(MOST_32 - 1, "-", (word) => (word === "root" ? 0 : readNumber(word, MOST_32 - 1))),
  expects: "a numeric id or a range such as 1000-1999",
};

export const OWNER = defineMatch({
  name: "owner",
  clauses: [["socket"], ["uid"], ["gid", "supplementary"]],
  listed: prose(
    /(?=(?:! )?owner )/,
    [/(?<not>! )?owner socket exists/, "--socket-exists"],
    [/(?<not>! )?owner UID match (?<who>\S+)/, ownerPiece("--uid-owner")],
    [/(?<not>! )?owner GID match (?<who>\S+)/, ownerPiece("--gid-owner")],
    [/incl\. suppl\. groups/, "--suppl-groups"],
  ),
  options: {
    socket: negatable(flag("--socket-exists")),
    uid: negatable(option(IDS, "--uid-owner")),
    gid: negatable(option(IDS, "--gid-owner")),
    supplementary: flag("--suppl-groups"),
  },
  check: (options) => {
    const order = Object.keys(options);
    if (options.supplementary && !(order.includes("gid") && order.indexOf("gid") < order.indexOf("supplementary")))
      return "--suppl-groups needs --gid-owner before it";
    return (options.socket ?? options.uid ?? options.gid)
      ? undefined
      : "--uid-owner, --gid-owner or --socket-exists is missing";
  },
  test: ({ socket, uid, gid, supplementary }, { packet }) => {
    if (packet.in !== null) return [socket, uid, gid].every((option) => option?.negated !== false);
    return all([
      given(socket, () => true),
      given(uid, ({ from, to }) => packet.uid >= from && packet.uid <= to),
      given(gid, (range) => {
        if (packet.gid >= range.from && packet.gid <= range.to) return true;
        return supplementary !== undefined && unknown(groupQuestion(printRange(range, "-")));
      }),
    ]);
  },
  means: {
    gid: (_text, range, negated) => `its sender's group is ${negated ? "not " : ""}${printRange(range, " to ")}`,
    supplementary: "any of the sender's groups counts, not the first alone",
  },
  tell: ({ socket, uid, gid, supplementary }, bears) => {
    if (bears === NOBODY) return "no process of this node sends it";
    const further = supplementary ? " (or one of its further groups)" : "";
    return statement(
      [
        socket && (socket.negated ? "no process of this node sends it" : "a process of this node sends it"),
        told(uid, (range, is) => says("its sender's user", is, printRange(range, " to "), bears)),
        told(gid, (range, is) => `${says("its sender's group", is, printRange(range, " to "), bears)}${further}`),
      ],
      "any sender",
    );
  },
  wants: ({ socket }) => (socket ? "none" : "another"),
  shows: ({ uid, gid }, { packet }) =>
    packet.in === null ? shown([uid && String(packet.uid), gid && String(packet.gid)]) : NOBODY,
});

const NOBODY = "no process of this node";

function groupQuestion(groups: string) {
  return {
    key: `suppl-groups=${groups}`,
    yes: `a further group of the sender is ${groups}`,
    no: `no further group of the sender is ${groups}`,
  };
}

/** Root alone is the same on every machine. */
function ownerPiece(flagName: string): Piece[1] {
  return ({ not, who = "" }) => [...(not === undefined ? [] : ["!"]), flagName, who === "root" ? "0" : who];
}
