import { describe, expect, it } from "vitest";
import { answer, read, words } from "../rule-in-hand";

const IS_TCP = '-m bpf --bytecode "4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0"';

describe("-m bpf", () => {
  it("is printed as it was read, and refused where its length is not the one it begins with", () => {
    expect(read(IS_TCP).printed).toBe(IS_TCP);
    expect(read('-m bpf --bytecode "2,6 0 0 1"').problems.join()).toContain("--bytecode");
    expect(read("-m bpf").problems.join()).toContain("--bytecode");
  });

  it("runs its program over the packet's bytes", () => {
    expect(answer(IS_TCP)).toBe(true);
    expect(answer('-m bpf --bytecode "4,48 0 0 9,21 0 1 17,6 0 0 1,6 0 0 0"')).toBe(false);
    expect(answer('-m bpf --bytecode "5,177 0 0 0,72 0 0 2,21 0 1 80,6 0 0 1,6 0 0 0"')).toBe(true);
    expect(answer('-m bpf --bytecode "2,128 0 0 0,22 0 0 0"')).toBe(true);
  });

  it("takes nothing where the program reads behind the packet's end", () => {
    expect(answer('-m bpf --bytecode "2,32 0 0 200,6 0 0 1"')).toBe(false);
  });

  it("asks where bytes decide that nobody told, what the kernel knows of the packet, or a pinned program", () => {
    for (const line of ['--bytecode "2,40 0 0 4,22 0 0 0"', '--bytecode "2,32 0 0 4294963200,22 0 0 0"'])
      expect(answer(`-m bpf ${line}`)).toMatchObject({ kind: "unknown" });
    expect(answer("-m bpf --object-pinned /sys/fs/bpf/x")).toMatchObject({
      question: { yes: "the BPF program /sys/fs/bpf/x takes it" },
    });
  });

  it("is told in words", () => {
    expect(words('-m bpf --bytecode "1,6 0 0 1"')[0]).toBe('the BPF program "1,6 0 0 1" takes it');
  });
});
