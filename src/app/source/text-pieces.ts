/**
 * The editor's text of a large string, made a piece at a time, so that the page never stands still.
 */
import { Text } from "@codemirror/state";

/** UTF-16 units of one piece: some milliseconds' work. */
const PIECE = 500_000;

/** True for a text that is better not put into the editor in one go. */
export function isLarge(text: string): boolean {
  return text.length > 2 * PIECE;
}

/** The text of a string; undefined where `alive` says before the end that nobody wants it any more. */
export async function textInPieces(text: string, alive: () => boolean): Promise<Text | undefined> {
  let whole = Text.empty;
  for (let from = 0; from < text.length;) {
    const to = endOfPiece(text, from);
    whole = whole.append(Text.of(text.slice(from, to).split(/\r\n?|\n/)));
    from = to;
    await untilPageRested();
    if (!alive()) return undefined;
  }
  return whole;
}

/** Behind a line end, so that no `\r\n` is torn. */
function endOfPiece(text: string, from: number): number {
  const end = text.indexOf("\n", from + PIECE);
  return end < 0 ? text.length : end + 1;
}

/** Lets the page draw and hear before the next piece; a message comes sooner than a timer. */
function untilPageRested(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
