/**
 * The command line: `hookline trace` and `hookline print` over the same engine as the page.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { printRuleset } from "../netfilter/print";
import { redact } from "../redact/redact";
import { BadInput } from "./bad-input";
import { readDumps } from "./dumps";
import { packetOfFlags, readPackets, PACKET_FLAGS } from "./packets";
import { traceAll } from "./trace";
import { traceJson, traceText } from "./trace-output";

const HELP = `hookline shows where a packet goes.

  hookline trace DUMP... --packets FILE.jsonl [--json]
  hookline trace DUMP... --in eth0 --src 192.168.1.20 --dst 10.0.91.63 --proto tcp --dport 80 [--sport N] [--json]
  hookline print DUMP... [--redact]

DUMP is a file, or - for standard input; several are read as one paste. A dump is what iptables-save (with or without
-c) prints, and beside it \`ip addr\` and \`ip route show table all\`, in any order:

  (iptables-save -c; ip addr; ip route show table all) | hookline trace - --src 10.244.0.7 --dst 10.0.91.63 --dport 80

trace  walks packets through the rules. A packet is given by flags, or several as JSON, one a line, in a file:
       {"id": "a", "in": "eth0", "src": "192.168.1.20", "dst": "10.0.91.63", "proto": "tcp", "dport": 80}
       {"id": "b", "replyTo": "a"}
       {"id": "c", "follows": "a"}
       {"id": "e", "errorOf": "a"}
       --in ''  is a packet that the node itself sends (null in JSON); left out, the device is found by the routes.
       --mark, --spi, --mac and --payload say more; JSON takes TCP options, extension headers and others too (docs/packets.md).
       --json   one JSON object a line instead of text.
print  prints the rules as iptables-save would.
       --redact   with stand-ins for public addresses, names and comments, by which every packet goes the same way; with
                  them what else the paste tells of the node, to be shown to others. Other stand-ins each time.

Exit status: 0 done, 2 where the input is wrong (the first line on standard error says where and what).
`;

function main(args: readonly string[]): void {
  const [command, ...rest] = args;
  switch (command) {
    case "trace":
      trace(rest);
      return;
    case "print":
      print(rest);
      return;
    case "--help":
    case "-h":
    case "help":
      process.stdout.write(HELP);
      return;
    case undefined:
      throw new BadInput(`a command is missing: trace or print (see hookline --help)`);
    default:
      throw new BadInput(`${command} is not a command: trace or print (see hookline --help)`);
  }
}

function trace(args: readonly string[]): void {
  const { values, positionals } = parse(args, {
    ...PACKET_FLAGS,
    packets: { type: "string" },
    json: { type: "boolean" },
  });
  const paste = readDumps(positionals, warn);
  const file = values.packets;
  const wanted = typeof file === "string" ? readPackets(file, readText(file)) : [packetOfFlags(values)];
  const traced = traceAll(paste, wanted);
  for (const { note } of traced) if (note !== null) warn(note);
  process.stdout.write(values.json === true ? traced.map(traceJson).join("") : traceText(traced, paste));
}

function print(args: readonly string[]): void {
  const { values, positionals } = parse(args, { redact: { type: "boolean" } });
  const paste = readDumps(positionals, warn);
  if (values.redact === true) {
    process.stdout.write(redact(paste, randomBytes(SECRET_BYTES)).text);
    return;
  }
  const { rulesets } = paste;
  process.stdout.write(printRuleset(rulesets[4], { counters: true }) + printRuleset(rulesets[6], { counters: true }));
}

const SECRET_BYTES = 32;

type Flags = Readonly<Record<string, { readonly type: "string" | "boolean" }>>;

function parse(args: readonly string[], options: Flags) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  }
}

/** The text of a file, or of standard input for `-`. */
function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new BadInput(`${file}:1:1: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function warn(line: string): void {
  process.stderr.write(`hookline: ${line}\n`);
}

// A reader that closes the pipe early (`| head`) has what it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  warn(error.message);
  process.exitCode = 2;
}
