import { describe, expect, it } from "vitest";
import { answer, packet, read, words, world } from "../rule-in-hand";

/** A UDP packet with this text behind its header, at byte 28. */
function bearing(text: string) {
  const payload = [...new TextEncoder().encode(text)];
  const transport = { kind: "ports", sport: 1000, dport: 53 } as const;
  return world({ packet: packet({ proto: 17, transport, payload, length: 28 + payload.length }) });
}

describe("-m string", () => {
  it("is printed with what can be printed as text, and with hexadecimal bytes otherwise", () => {
    expect(read('-m string --algo bm --from 0 --to 65535 --string "test"').printed).toBe(
      '-m string --string "test" --algo bm',
    );
    expect(read('-m string --hex-string "ab|41 42|c" --algo kmp').printed).toBe(
      '-m string --string "abABc" --algo kmp',
    );
    expect(read('-m string ! --hex-string "|0d 0a|" --algo kmp --to 7').printed).toBe(
      '-m string ! --hex-string "|0d0a|" --algo kmp --to 7',
    );
  });

  it("is refused without an algorithm, without a pattern, and with one of more than 128 bytes", () => {
    expect(read('-m string --string "a"').problems.join()).toContain("--algo");
    expect(read("-m string --algo bm").problems.join()).toContain("--string");
    expect(read(`-m string --string "${"x".repeat(129)}" --algo bm`).problems.join()).toContain("--string");
  });

  it("finds a pattern that begins at --from or behind it and ends before --to", () => {
    const asked = bearing("GET /");
    expect(answer('-m string --string "GET" --algo bm', asked)).toBe(true);
    expect(answer('-m string ! --string "GET" --algo bm', asked)).toBe(false);
    expect(answer('-m string --string "get" --algo bm', asked)).toBe(false);
    expect(answer('-m string --string "get" --algo bm --icase', asked)).toBe(true);
    expect(answer('-m string --string "GET" --algo bm --from 28 --to 31', asked)).toBe(true);
    expect(answer('-m string --string "GET" --algo bm --from 29', asked)).toBe(false);
    expect(answer('-m string --string "GET" --algo bm --to 30', asked)).toBe(false);
  });

  it("asks where nobody told the payload, and knows that a packet holds nothing longer than itself", () => {
    const untold = world({ packet: packet({ length: 60 }) });
    expect(answer('-m string --string "GET" --algo bm', untold)).toMatchObject({
      kind: "unknown",
      question: { yes: 'its payload contains "GET"' },
    });
    expect(answer(`-m string --string "${"x".repeat(61)}" --algo bm`, untold)).toBe(false);
  });

  it("is told in words", () => {
    expect(words('-m string --string "GET" --algo bm')[0]).toBe('the pattern "GET" is in its bytes');
    expect(words('-m string ! --string "GET" --algo bm --from 20')[0]).toBe(
      'the pattern "GET" is not in its bytes from byte 20 on',
    );
  });
});
