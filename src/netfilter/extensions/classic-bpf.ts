/**
 * Classic BPF (kernel: Documentation/networking/filter.rst, include/uapi/linux/bpf_common.h), run over the bytes of a
 * packet as far as they are known. A program that reads behind the packet's end gives 0, as in the kernel.
 */
import type { Bits, Byte } from "./header-bytes";

export interface Instruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

const ALL = 0xffffffff;
const UNKNOWN: Bits = { value: 0, known: 0 };

/** Offsets below this are negative: 0xfff00000 and more is relative to the IP header, the rest is the kernel's own. */
const NEGATIVE = 0x80000000;
const NETWORK = 0xfff00000;
const ANCILLARY = 0xfffff000;

/** What a program gives; undefined where that hangs on bytes, or on what the kernel knows of the packet, that nobody told. */
export function runProgram(program: readonly Instruction[], bytes: readonly Byte[]): number | undefined {
  let [a, x] = [number(0), number(0)];
  const memory = new Array<Bits>(16).fill(number(0));
  for (let at = 0; at < program.length; at++) {
    const instruction = program[at];
    if (!instruction) return undefined;
    const { code, jt, jf, k } = instruction;
    switch (code & 7) {
      case 0:
      case 1: {
        const found = loaded(instruction, bytes, x, memory);
        if (found === "beyond") return 0;
        if ((code & 7) === 0) a = found;
        else x = found;
        break;
      }
      case 2:
        memory[k] = a;
        break;
      case 3:
        memory[k] = x;
        break;
      case 4: {
        const by = code & 8 ? x : number(k);
        if (((code & 0xf0) === 0x30 || (code & 0xf0) === 0x90) && by.known === ALL && by.value === 0) return 0;
        a = computed(code & 0xf0, a, by);
        break;
      }
      case 5: {
        const isMet = (code & 0xf0) === 0 ? "always" : compared(code & 0xf0, a, code & 8 ? x : number(k));
        if (isMet === undefined) return undefined;
        at += isMet === "always" ? k : isMet ? jt : jf;
        break;
      }
      case 6: {
        const given = code & 0x10 ? a : number(k);
        return given.known === ALL ? given.value : undefined;
      }
      default:
        if (code & 0x80) a = x;
        else x = a;
    }
  }
  return undefined;
}

function number(value: number): Bits {
  return { value: value >>> 0, known: ALL };
}

/** By the modes: a constant, the packet at an offset or at X and an offset, a memory word, the length, an IP header's length. */
function loaded({ code, k }: Instruction, bytes: readonly Byte[], x: Bits, memory: readonly Bits[]): Bits | "beyond" {
  const size = (code & 0x18) === 0 ? 4 : (code & 0x18) === 8 ? 2 : 1;
  switch (code & 0xe0) {
    case 0x00:
      return number(k);
    case 0x20:
      return readAt(bytes, k, size);
    case 0x40:
      return x.known === ALL ? readAt(bytes, (x.value + k) >>> 0, size) : UNKNOWN;
    case 0x60:
      return memory[k] ?? UNKNOWN;
    case 0x80:
      return number(bytes.length);
    default: {
      const first = readAt(bytes, k, 1);
      if (first === "beyond") return first;
      return { value: (first.value & 15) * 4, known: (((first.known & 15) << 2) | ~60) >>> 0 };
    }
  }
}

function readAt(bytes: readonly Byte[], offset: number, size: number): Bits | "beyond" {
  if (offset >= ANCILLARY || (offset >= NEGATIVE && offset < NETWORK)) return UNKNOWN;
  const from = offset >= NETWORK ? offset - NETWORK : offset;
  if (from + size > bytes.length) return "beyond";
  let [value, known] = [0, size === 4 ? 0 : (ALL << (8 * size)) >>> 0];
  for (const [index, byte] of bytes.slice(from, from + size).entries()) {
    const shift = 8 * (size - 1 - index);
    value = (value | (byte.value << shift)) >>> 0;
    known = (known | (byte.known << shift)) >>> 0;
  }
  return { value, known };
}

function computed(operation: number, a: Bits, by: Bits): Bits {
  if (operation === 0x50) {
    const zeros = ((a.known & ~a.value) | (by.known & ~by.value)) >>> 0;
    return { value: (a.value & by.value) >>> 0, known: ((a.known & by.known) | zeros) >>> 0 };
  }
  if (operation === 0x40) {
    const value = (a.value | by.value) >>> 0;
    return { value, known: ((a.known & by.known) | value) >>> 0 };
  }
  if (by.known !== ALL) return UNKNOWN;
  const count = by.value & 31;
  if (operation === 0x60)
    return { value: (a.value << count) >>> 0, known: ((a.known << count) | ~(ALL << count)) >>> 0 };
  if (operation === 0x70) return { value: a.value >>> count, known: ((a.known >>> count) | ~(ALL >>> count)) >>> 0 };
  if (a.known !== ALL) return UNKNOWN;
  switch (operation) {
    case 0x00:
      return number(a.value + by.value);
    case 0x10:
      return number(a.value - by.value);
    case 0x20:
      return number(Math.imul(a.value, by.value));
    case 0x30:
      return number(Math.floor(a.value / by.value));
    case 0x80:
      return number(-a.value);
    case 0x90:
      return number(a.value % by.value);
    default:
      return number(a.value ^ by.value);
  }
}

/** Equal, greater, greater or equal, or with bits in common; undefined where unknown bits decide. */
function compared(operation: number, a: Bits, by: Bits): boolean | undefined {
  if (by.known !== ALL) return undefined;
  const [least, most] = [a.value, (a.value | ~a.known) >>> 0];
  switch (operation) {
    case 0x10:
      if (((a.value ^ by.value) & a.known) !== 0) return false;
      return a.known === ALL ? true : undefined;
    case 0x20:
      return least > by.value ? true : most <= by.value ? false : undefined;
    case 0x30:
      return least >= by.value ? true : most < by.value ? false : undefined;
    default:
      if ((a.value & by.value) !== 0) return true;
      return (~a.known & by.value) === 0 ? false : undefined;
  }
}
