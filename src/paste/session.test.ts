import { describe, expect, it } from "vitest";
import { readPaste } from "./paste";

const OUTPUTS: readonly (readonly [string, string])[] = [
  ["iptables-save", "*nat\n:A - [0:0]\n-A A -s 10.0.0.1/32 -j DNAT --to-destination 10.0.0.2\nCOMMIT"],
  ["ip addr", "1: lo: <LOOPBACK,UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo"],
  ["ip route", "default via 10.0.0.1 dev eth0"],
  ["ipset save", "create a hash:ip\nadd a 10.0.0.1"],
  ["ip rule", "0:\tfrom all lookup local"],
];

/** A session: before each output the lines of its command, behind it others. */
function session(before: (command: string) => string, behind = ""): string {
  return OUTPUTS.map(([command, text]) => [before(command), text, behind].filter((one) => one !== "").join("\n")).join(
    "\n",
  );
}

const KINDS = ["save", "addr", "route", "set-commands", "routing-rules"];

/** The kinds that are found, and what is told of the rest. */
function found(text: string) {
  const { sections, problems } = readPaste(text);
  return { kinds: sections.map(({ kind }) => kind), problems };
}

describe("a session", () => {
  it.each([
    "root@node:~# ",
    "aks-nodepool1-12914153-vmss000000:/# ",
    "[root@node ~]# ",
    "[core@ip-10-0-1-2 ~]$ sudo ",
    "(base) me@host:~$ ",
    "[10:22:33] root@node:~# ",
    "me@mac ~ % ",
    "% ",
    "$ ",
    "# ",
    "/ # ",
    "sh-4.4$ ",
    "PS> ",
    "PS C:\\Users\\me> ",
    "C:\\Users\\me>",
    "❯ ",
    "➜  ~ git:(main) ✗ ",
    "┌──(root㉿node)-[~]\n└─# ",
    "+ ",
    "\u001b]0;root@node: ~\u0007\u001b[01;32mroot@node\u001b[00m:\u001b[01;34m~\u001b[00m# ",
    "$ kubectl exec -n kube-system kube-proxy-abc -- ",
    "$ kubectl -n kube-system exec -it kube-proxy-x2x -- ",
    "PS C:\\> kubectl exec -it kube-proxy-abc -n kube-system -- ",
    "$ docker exec -it kind-control-plane ",
    "$ oc debug node/worker-0 -- chroot /host ",
    "$ minikube ssh -- sudo ",
    "$ ssh node1 sudo ",
    "$ nsenter -t 1 -n ",
    "",
  ])("with the prompt and the command %j is read without a word about them", (prompt) => {
    expect(found(session((command) => prompt + command))).toEqual({ kinds: KINDS, problems: [] });
  });

  it.each([
    ['$ kubectl exec p -- iptables-save\nDefaulted container "kube-proxy" out of: kube-proxy, init (init)', ""],
    ["Unable to use a TTY - input is not a terminal or the right kind of file", ""],
    ["$ x", "command terminated with exit code 1"],
    [
      "Starting pod/worker-0-debug ...\nTo use host binaries, run `chroot /host`\nPod IP: 10.0.0.4\nIf you don't see a command prompt, try pressing enter.\nsh-4.4# chroot /host",
      "sh-4.4# exit\n\nRemoving debug pod ...",
    ],
    ["Last login: Mon Nov 23 00:00:00 2026 from 10.0.0.9", "logout\nConnection to node closed."],
    ["-- Logs begin at Mon 2026-11-23 00:00:00 UTC, end at Mon 2026-11-23 01:00:00 UTC. --", ""],
    ["```console", "```"],
    ["~~~", "~~~"],
    ["<details><summary>rules</summary>\n\n<pre><code>", "</code></pre>\n</details>"],
    ["{code:bash}", "{code}"],
  ])("with what kubectl, oc, ssh and Markdown say around an output, such as %j, is read", (before, behind) => {
    expect(found(session(() => before, behind))).toEqual({ kinds: KINDS, problems: [] });
  });

  it.each(["**%**", "==== % ====", "### `%`", "1. Output of %:", "--- % ---", "_%_", "Result of `%`", "%:"])(
    "has headings such as %j, which name the command",
    (heading) => {
      expect(found(session((command) => heading.replace("%", command)))).toEqual({ kinds: KINDS, problems: [] });
    },
  );

  it("tells of prose once for each place where it stands", () => {
    const { kinds, problems } = found(session(() => "On the node it says\nthe following:"));
    expect(kinds).toEqual(KINDS.flatMap((kind) => ["noise", kind]));
    expect(problems).toHaveLength(KINDS.length);
    expect(problems[0]).toMatchObject({ line: 1, column: 1 });
    expect(problems[0]?.message).toMatch(/^these 2 lines are not used: "On the node it says"/);
  });
});
