import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scriptAsCommand, waysToCollect } from "./commands";

const commandsAt = (page: string) => waysToCollect(page).map(({ command }) => command);

describe("the commands that collect a node", () => {
  it("take the script from where the page stands, and make links to it", () => {
    expect(commandsAt("https://tools.example/hookline/?a=1#gz=abc&step=2")).toEqual([
      "curl -fsS https://tools.example/hookline/collect.sh | ssh root@NODE sh > node.txt",
      "curl -fsS https://tools.example/hookline/collect.sh | kubectl debug node/NAME -i --image=busybox --profile=sysadmin -- chroot /host sh > node.txt",
      "curl -fsS https://tools.example/hookline/collect.sh | ssh root@NODE sh -s -- --link https://tools.example/hookline/",
    ]);
  });

  it("are one word for the shell, whatever the address holds", () => {
    expect(commandsAt("https://x.example/a&b;'c/")[0]).toBe(
      "curl -fsS 'https://x.example/a&b;'\\''c/collect.sh' | ssh root@NODE sh > node.txt",
    );
  });

  it("take it from beside a page that was opened as a file", () => {
    expect(commandsAt("file:///home/me/hookline/index.html")).toEqual([
      "ssh root@NODE sh < collect.sh > node.txt",
      "kubectl debug node/NAME -i --image=busybox --profile=sysadmin -- chroot /host sh < collect.sh > node.txt",
    ]);
  });

  it("with the script in them hand a shell the very script", () => {
    const script = readFileSync(join(import.meta.dirname, "../../../public/collect.sh"), "utf8");
    expect(script).not.toMatch(/^HOOKLINE$/m);
    const handed = scriptAsCommand(script).replace(/^sh <</, "cat <<");
    expect(execFileSync("sh", { input: handed, encoding: "utf8" })).toBe(script);
  });
});
