/**
 * SHA-256 (FIPS 180-4), for names of some dozens of bytes.
 */

/** The first 32 bits of the fractions of the cube roots, and of the square roots, of the first primes. */
const [CUBE_ROOTS, SQUARE_ROOTS] = constants();

const encoder = new TextEncoder();
const words = new Int32Array(64);
const state = new Int32Array(8);

/** The 32 bytes of a hash. */
export function sha256(bytes: Uint8Array): Uint8Array {
  // Behind the bytes a bit, zeros, and the number of bits in 64.
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const block = new DataView(padded.buffer);
  block.setUint32(padded.length - 8, bytes.length / 2 ** 29);
  block.setUint32(padded.length - 4, bytes.length << 3);
  state.set(SQUARE_ROOTS);
  for (let at = 0; at < padded.length; at += 64) takeBlock(block, at);
  const hash = new DataView(new ArrayBuffer(32));
  for (let index = 0; index < 8; index++) hash.setInt32(index * 4, state[index] ?? 0);
  return new Uint8Array(hash.buffer);
}

/** The bytes of a text in UTF-8. */
export function utf8Of(text: string): Uint8Array {
  return encoder.encode(text);
}

function takeBlock(block: DataView, from: number): void {
  for (let t = 0; t < 16; t++) words[t] = block.getInt32(from + t * 4);
  for (let t = 16; t < 64; t++) {
    const before = words[t - 15] ?? 0;
    const last = words[t - 2] ?? 0;
    const low = turned(before, 7) ^ turned(before, 18) ^ (before >>> 3);
    const high = turned(last, 17) ^ turned(last, 19) ^ (last >>> 10);
    words[t] = ((words[t - 16] ?? 0) + low + (words[t - 7] ?? 0) + high) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const chosen = (e & f) ^ (~e & g);
    const most = (a & b) ^ (a & c) ^ (b & c);
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + (CUBE_ROOTS[t] ?? 0) + (words[t] ?? 0)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(0, a);
  add(1, b);
  add(2, c);
  add(3, d);
  add(4, e);
  add(5, f);
  add(6, g);
  add(7, h);
}

function add(index: number, word: number): void {
  state[index] = (state[index] ?? 0) + word;
}

/** A word turned to the right by some bits. */
function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function constants(): readonly [Int32Array, Int32Array] {
  const primes: bigint[] = [];
  for (let number = 2n; primes.length < 64; number++)
    if (primes.every((prime) => number % prime !== 0n)) primes.push(number);
  const fractions = (some: readonly bigint[], power: bigint) =>
    Int32Array.from(some, (prime) => Number(BigInt.asIntN(32, rootOf(prime << (32n * power), power))));
  return [fractions(primes, 3n), fractions(primes.slice(0, 8), 2n)];
}

/** The whole part of a root, by Newton's steps from above. */
function rootOf(number: bigint, power: bigint): bigint {
  let root = 1n << 64n;
  for (;;) {
    const next = ((power - 1n) * root + number / root ** (power - 1n)) / power;
    if (next >= root) return root;
    root = next;
  }
}
