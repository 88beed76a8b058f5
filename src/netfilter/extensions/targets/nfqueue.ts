/**
 * `-j NFQUEUE`: hands the packet to a program, which decides; with `--queue-bypass` it goes on where no program listens
 * (iptables-extensions(8), NFQUEUE; kernel: net/netfilter/xt_NFQUEUE.c).
 */
import { defineTarget } from "../define";
import { numberRange, printRange, wholeNumber } from "../kinds";
import { byDefault, flag, option } from "../options";
import { prose } from "../prose";

/** The last queue of a balance is one less than of a single queue. */
const LAST_QUEUE = 65534;

const LISTENS = {
  key: "nfqueue-listens",
  yes: "a program listens to the queue",
  no: "no program listens to the queue, so that the packet goes on",
};

export const NFQUEUE = defineTarget({
  name: "NFQUEUE",
  listed: prose(
    /NFQUEUE/,
    [/num (?<queue>\d+)/, "--queue-num $queue"],
    [/balance (?<queues>\S+)/, "--queue-balance $queues"],
    [/bypass/, "--queue-bypass"],
    [/cpu-fanout/, "--queue-cpu-fanout"],
  ),
  options: {
    number: option(wholeNumber(65535), "--queue-num"),
    balance: option(numberRange(LAST_QUEUE, ":"), "--queue-balance"),
    bypass: flag("--queue-bypass"),
    cpuFanout: flag("--queue-cpu-fanout"),
  },
  check: ({ number, balance, cpuFanout }) => {
    if (number && balance) return "--queue-num and --queue-balance do not go together";
    if (balance && balance.value.from === balance.value.to) return "--queue-balance needs two queues or more";
    return cpuFanout && !balance ? "--queue-cpu-fanout needs --queue-balance" : undefined;
  },
  canonical: (options) => ((options.number ?? options.balance) ? options : { ...options, number: byDefault(0) }),
  act: ({ bypass }) => (bypass ? { kind: "queue", listens: LISTENS } : { kind: "queue" }),
  means: {
    number: (queue) => `the queue that a program reads: ${queue}`,
    balance: (_text, queues) => `the queues that connections are spread over: ${printRange(queues, " to ")}`,
    bypass: "where no program listens to the queue the packet goes on instead of being dropped",
    cpuFanout: "the processor that handles it chooses the queue, in place of a hash",
  },
  tell: ({ number, balance, bypass }) => {
    const queue = balance
      ? `one of the queues ${printRange(balance.value, " to ")}`
      : `queue ${String(number?.value ?? 0)}`;
    return `hands it to a program by ${queue}${bypass ? "; where none listens it goes on" : ""}`;
  },
});
