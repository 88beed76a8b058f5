/**
 * The commands that collect a node with public/collect.sh, for a page that stands at some address.
 */
export interface Way {
  readonly title: string;
  readonly command: string;
}

/** Ways to collect a node, by the address of the page. A page that was opened as a file takes the script from beside it. */
export function waysToCollect(page: string): readonly Way[] {
  const home = page.replace(/(?:#|%23).*$/i, "").replace(/\?.*$/, "");
  const script = new URL("collect.sh", home).href;
  const given = script.startsWith("http") ? (run: string) => `curl -fsS ${quoted(script)} | ${run}` : fromFile;
  return [
    { title: "Over ssh", command: given("ssh root@NODE sh > node.txt") },
    {
      title: "In a cluster, without ssh",
      command: given("kubectl debug node/NAME -i --image=busybox --profile=sysadmin -- chroot /host sh > node.txt"),
    },
    ...(script.startsWith("http")
      ? [{ title: "As a link to this page", command: given(`ssh root@NODE sh -s -- --link ${quoted(home)}`) }]
      : []),
  ];
}

function fromFile(run: string): string {
  const [words = "", into] = run.split(" > ");
  return `${words} < collect.sh${into === undefined ? "" : ` > ${into}`}`;
}

/** A word of a shell. */
function quoted(word: string): string {
  return /^[\w./:@~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The script as one command, to be pasted into a shell of the node. */
export function scriptAsCommand(script: string): string {
  return `sh <<'HOOKLINE'\n${script.endsWith("\n") ? script : `${script}\n`}HOOKLINE\n`;
}
