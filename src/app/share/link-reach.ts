/**
 * Where a link of some length still works, in words.
 *
 * Discord takes messages of 2,000 characters and Teams deep links of 2,048; Slack breaks links from about 4,000 and
 * GitHub answers requests up to 8,191; Chromium opens addresses up to 2 MiB (kMaxURLChars), Firefox keeps 65,536 in its
 * history.
 */
interface Reach {
  readonly kind: "everywhere" | "some" | "browser" | "nowhere";
  readonly words: string;
}

const REACHES: readonly (Reach & { readonly upTo: number })[] = [
  { upTo: 1_900, kind: "everywhere", words: "It works in any chat, mail or ticket." },
  { upTo: 8_000, kind: "some", words: "Mail and tickets take it; some chats cut it short." },
  {
    upTo: 64_000,
    kind: "browser",
    words: "Browsers open it, but most chats and mails cut it short: send it as a file or in a code block.",
  },
  {
    upTo: 2_000_000,
    kind: "browser",
    words: "Only some browsers open a link of this length. Sending the dump as a file is safer.",
  },
];

export function reachOf(length: number): Reach {
  return (
    REACHES.find(({ upTo }) => length <= upTo) ?? {
      kind: "nowhere",
      words: "No browser opens a link of this length. Send the dump as a file.",
    }
  );
}
