/**
 * `-m rpfilter`: whether an answer would go out by the device that the packet came in by (iptables-extensions(8), rpfilter;
 * kernel: net/ipv4/netfilter/ipt_rpfilter.c). What comes in by the loopback device passes.
 */
import { formatAddress } from "../../address";
import { negateIf, unknown } from "../answer";
import { defineMatch } from "../define";
import { flag } from "../options";

export const RPFILTER = defineMatch({
  name: "rpfilter",
  options: {
    loose: flag("--loose"),
    validMark: flag("--validmark"),
    acceptLocal: flag("--accept-local"),
    invert: flag("--invert"),
  },
  test: ({ loose, invert }, { packet }) => {
    if (packet.in === null || packet.in === "lo") return invert === undefined;
    const src = formatAddress(packet.src);
    const where = loose ? "" : ` by ${packet.in}`;
    const question = {
      key: `rpfilter=${src}${where}`,
      yes: `an answer to ${src} would leave${where}`,
      no: `an answer to ${src} would not leave${where}`,
    };
    return negateIf(invert !== undefined, unknown(question));
  },
  tell: ({ loose, invert }) =>
    `an answer would ${invert ? "not " : ""}leave${loose ? "" : " by the device that it came in by"}`,
});
