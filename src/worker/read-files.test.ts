import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readFiles } from "./read-files";

const file = (name: string, ...parts: (string | Uint8Array<ArrayBuffer>)[]) => new File(parts, name);
const gz = (text: string) => new Uint8Array(gzipSync(text));

describe("files that are opened", () => {
  it("are one paste, each beginning on a line of its own", async () => {
    const read = await readFiles([file("a", "*nat\nCOMMIT"), file("b", ""), file("c.gz", gz("1: lo: <UP>\n"))]);
    expect(read).toEqual({ kind: "text", text: "*nat\nCOMMIT\n1: lo: <UP>\n" });
  });

  it("that were cut short, or are no text, are refused by name", async () => {
    const cut = gz("*nat\nCOMMIT\n".repeat(50)).slice(0, -9);
    expect(await readFiles([file("a", "x"), file("b.gz", cut)])).toMatchObject({
      message: expect.stringMatching(/^b\.gz cannot be opened: it was cut short/) as string,
    });
    expect(await readFiles([file("a.png", new Uint8Array([137, 80, 78, 71, 0, 0, 0, 13]))])).toMatchObject({
      message: "a.png is no text.",
    });
  });

  it("are refused where they are too large, alone, together or unpacked", async () => {
    const limit = 1024 * 1024;
    const half = new Uint8Array(limit / 2 + 1).fill(65);
    const refusal = { kind: "unreadable", message: expect.stringContaining("more than 1 MB") as string };
    expect(await readFiles([file("a", half, half)], limit)).toMatchObject(refusal);
    expect(await readFiles([file("a", half), file("b", half)], limit)).toMatchObject(refusal);
    expect(await readFiles([file("a.gz", gz("x".repeat(limit + 1)))], limit)).toMatchObject(refusal);
  });
});
