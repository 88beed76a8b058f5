/**
 * Tells what stands under the pointer in any rule of the page: a part of it, or the whole. One listener for all of them,
 * so that what shows a rule needs only say which (rule-place.ts); the parts are asked for when the pointer rests there.
 */
import { useEffect, useId, useRef, useState } from "react";
import type { LineStory, ManualPlace, PartStory } from "../../telling/story";
import { partsOfRule } from "../answers";
import { shownRule } from "./rule-place";
import { isDrawn, letterAt, rangesOf } from "./rule-text-places";
import { Told } from "./Told";

interface Shown {
  readonly words: string;
  readonly manual: ManualPlace | null;
  readonly source: string | null;
  readonly foot: string | null;
  readonly over: DOMRect;
}

/** So long the pointer rests before anything is told; from one part to the next it need not. In milliseconds. */
const REST = 160;

/** The tip of the whole page. */
export function RuleTip() {
  const id = useId();
  const [shown, setShown] = useState<Shown | null>(null);
  const teller = useRef<Teller | null>(null);
  useEffect(() => {
    const own = new Teller(id, setShown);
    teller.current = own;
    return () => {
      own.end();
    };
  }, [id]);
  return shown && <Told id={id} {...shown} />;
}

/** Where the pointer or the focus is: a letter of a rule, or the rule as a whole (null). */
interface Spot {
  readonly shows: HTMLElement;
  readonly at: number | null;
}

class Teller {
  readonly #id: string;
  readonly #show: (shown: Shown | null) => void;
  readonly #listening = new AbortController();
  /** What is told, or will be as soon as the pointer has rested. */
  #shows: HTMLElement | null = null;
  #told: Pick<PartStory, "from" | "to"> | "whole" | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Goes up with all that is told or hidden: an answer that comes later is not told. */
  #turn = 0;
  /** Which part the keys have come to, -1 before the first; null where the pointer told it. */
  #part: number | null = null;

  constructor(id: string, show: (shown: Shown | null) => void) {
    this.#id = id;
    this.#show = show;
    const { signal } = this.#listening;
    const passive = { signal, passive: true };
    document.addEventListener("pointermove", this.#move, passive);
    for (const gone of ["pointerdown", "wheel", "scroll", "pointerleave", "blur"])
      addEventListener(gone, this.#hide, { ...passive, capture: true });
    document.addEventListener("focusin", this.#focus, passive);
    document.addEventListener("keydown", this.#press, { signal });
  }

  end(): void {
    this.#listening.abort();
    this.#hide();
  }

  readonly #move = (event: PointerEvent): void => {
    const { target, clientX, clientY, pointerType, buttons } = event;
    const shows = target instanceof Element ? target.closest<HTMLElement>("[data-rule]") : null;
    if (!shows || pointerType === "touch" || buttons !== 0) {
      if (this.#part === null) this.#hide();
      return;
    }
    const at = target instanceof Element ? letterAt(target, clientX, clientY) : null;
    if (this.#shows === shows && this.#isTold(at)) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#tell({ shows, at }), this.#told ? 0 : REST);
  };

  #isTold(at: number | null): boolean {
    const told = this.#told;
    if (told === null || told === "whole") return told === "whole" && at === null;
    return at !== null && told.from <= at && at < told.to;
  }

  readonly #hide = (): void => {
    clearTimeout(this.#resting);
    this.#turn++;
    this.#shows?.removeAttribute("aria-describedby");
    if (this.#told !== null) this.#show(null);
    this.#shows = null;
    this.#told = null;
    this.#part = null;
    light([]);
  };

  async #tell({ shows, at }: Spot): Promise<void> {
    const turn = ++this.#turn;
    const line = await this.#lineOf(shows);
    if (!line || turn !== this.#turn || !shows.isConnected) return;
    const part = at === null ? undefined : line.parts.find(({ from, to }) => from <= at && at < to);
    this.#showPart(shows, line, part ?? null);
  }

  async #lineOf(shows: HTMLElement): Promise<LineStory | undefined> {
    const rule = shownRule(shows);
    const line = rule && (await partsOfRule(rule));
    return line?.words === null || line?.words === undefined ? undefined : line;
  }

  #showPart(shows: HTMLElement, line: LineStory, part: PartStory | null): void {
    const ranges = part ? rangesOf(shows, part.from, part.to) : [];
    this.#shows = shows;
    this.#told = part ?? "whole";
    light(ranges);
    const whole = part ?? { from: 0, to: line.text.length };
    this.#show({
      words: part?.words ?? `${line.words ?? ""}.`,
      manual: part?.manual ?? null,
      source: isDrawn(shows, line.text, whole.from, whole.to) ? null : line.text.slice(whole.from, whole.to),
      foot: part ? null : (shows.dataset.said ?? null),
      over: (ranges[0] ?? shows).getBoundingClientRect(),
    });
  }

  /** A rule that the keyboard comes to is told as a whole; left and right go through its parts. */
  readonly #focus = ({ target }: FocusEvent): void => {
    const shows = target instanceof HTMLElement && target.matches("[data-rule]:focus-visible") ? target : null;
    if (this.#shows && this.#shows !== shows) this.#hide();
    if (shows) void this.#tellByKeys(shows, null);
  };

  readonly #press = (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (key === "Escape" && this.#told) {
      // What the pointer told is in nobody's way: the key still closes what is open.
      if (this.#part !== null) event.preventDefault();
      this.#hide();
      return;
    }
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (by === undefined || event.shiftKey || event.defaultPrevented) return;
    if (!(target instanceof HTMLElement) || !target.matches("[data-rule]")) return;
    event.preventDefault();
    void this.#tellByKeys(target, by);
  };

  async #tellByKeys(shows: HTMLElement, by: number | null): Promise<void> {
    const turn = ++this.#turn;
    const line = await this.#lineOf(shows);
    if (!line || turn !== this.#turn || document.activeElement !== shows) return;
    const drawn = line.parts.filter(({ from, to }) => rangesOf(shows, from, to).length > 0);
    const before = this.#shows === shows ? (this.#part ?? -1) : -1;
    const part = by === null ? -1 : Math.max(0, Math.min(drawn.length - 1, before + by));
    this.#showPart(shows, line, drawn[part] ?? null);
    this.#part = part;
    shows.setAttribute("aria-describedby", this.#id);
  }
}

/** Of the part that is told; base.css draws it. */
const HIGHLIGHT = "told-part";

/** Marks what is told, where the browser can mark text that is no element. */
function light(ranges: readonly Range[]): void {
  if (!("highlights" in CSS)) return;
  if (ranges.length > 0) CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
  else CSS.highlights.delete(HIGHLIGHT);
}
