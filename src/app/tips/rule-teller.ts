/**
 * Tells what stands under the pointer in any rule of the page: a part of it, or the whole. One listener for all of them,
 * so that what shows a rule needs only say which (rule-place.ts); the parts are asked for when the pointer rests there.
 */
import type { LineStory, ManualPlace, PartStory } from "../../telling/story";
import { partsOfRule } from "../answers";
import { isForeign } from "../keys/foreign-keys";
import { shownRule } from "./rule-place";
import { isDrawn, letterAt, rangesOf } from "./rule-text-places";

export interface ToldOfRule {
  readonly words: string;
  readonly manual: ManualPlace | null;
  /** The rule's own words, where they are not seen whole. */
  readonly source: string | null;
  readonly foot: string | null;
  /** Where it stands in the window. */
  readonly over: DOMRect;
}

/** So long the pointer rests before anything is told; from one part to the next it need not. In milliseconds. */
const REST = 160;

/** Where the pointer or the focus is: a letter of a rule, or the rule as a whole (null). */
interface Spot {
  readonly shows: HTMLElement;
  readonly at: number | null;
}

/** Listens to the whole document until it is ended. */
export class RuleTeller {
  readonly #id: string;
  readonly #show: (told: ToldOfRule | null) => void;
  readonly #listening = new AbortController();
  /** What is told, or will be as soon as the pointer has rested. */
  #shows: HTMLElement | null = null;
  #told: Pick<PartStory, "from" | "to"> | "whole" | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Goes up with all that is told or hidden: an answer that comes later is not told. */
  #turn = 0;
  /** The rule that the keys have come to; null where the pointer tells. */
  #keyed: HTMLElement | null = null;
  /** Which part of it the keys have come to, -1 before the first. */
  #part = -1;

  constructor(id: string, show: (told: ToldOfRule | null) => void) {
    this.#id = id;
    this.#show = show;
    const { signal } = this.#listening;
    const passive = { signal, passive: true };
    document.addEventListener("pointermove", this.#move, passive);
    for (const gone of ["pointerdown", "wheel", "pointerleave", "blur"])
      addEventListener(gone, this.#hide, { ...passive, capture: true });
    addEventListener("scroll", this.#scroll, { ...passive, capture: true });
    document.addEventListener("focusin", this.#focus, passive);
    document.addEventListener("keydown", this.#press, { signal });
    // The keys may have come to a rule before the one who tells it was fetched.
    this.#tellFocused(document.activeElement);
  }

  end(): void {
    this.#listening.abort();
    this.#hide();
  }

  readonly #move = (event: PointerEvent): void => {
    const { target, clientX, clientY, pointerType, buttons } = event;
    const shows = target instanceof Element ? target.closest<HTMLElement>("[data-rule]") : null;
    if (!shows || pointerType === "touch" || buttons !== 0) {
      clearTimeout(this.#resting);
      if (!this.#keyed) this.#hide();
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
    this.#show(null);
    this.#leave();
    light([]);
  };

  /** Leaves the rule of which something is told, which need not be the one that comes next. */
  #leave(): void {
    this.#keyed?.removeAttribute("aria-describedby");
    this.#keyed = null;
    this.#shows = null;
    this.#told = null;
    this.#part = -1;
  }

  async #tell({ shows, at }: Spot): Promise<void> {
    const turn = ++this.#turn;
    const line = await this.#lineOf(shows);
    if (!line || turn !== this.#turn || !shows.isConnected) return;
    const part = at === null ? undefined : line.parts.find(({ from, to }) => from <= at && at < to);
    this.#leave();
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
    this.#tellFocused(target);
  };

  #tellFocused(target: EventTarget | null): void {
    const shows = target instanceof HTMLElement && target.matches("[data-rule]:focus-visible") ? target : null;
    if (this.#shows && this.#shows !== shows) this.#hide();
    if (shows) void this.#tellByKeys(shows, 0);
  }

  readonly #press = (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (key === "Escape") {
      // What the pointer told, and what is still to be told, is in nobody's way: the key still closes what is open.
      if (this.#keyed && this.#told) event.preventDefault();
      this.#hide();
      return;
    }
    const by = ({ ArrowRight: 1, ArrowLeft: -1 } as const)[key];
    if (by === undefined || event.shiftKey || isForeign(event) || event.defaultPrevented) return;
    if (!(target instanceof HTMLElement) || !target.matches("[data-rule]")) return;
    event.preventDefault();
    void this.#tellByKeys(target, by);
  };

  /** To come to a rule may scroll what it stands in: what is told of it then moves along. */
  readonly #scroll = (): void => {
    if (this.#keyed) void this.#tellByKeys(this.#keyed, 0);
    else this.#hide();
  };

  /** `by`: how many parts further; 0 for what is told already, which is the whole at first. */
  async #tellByKeys(shows: HTMLElement, by: -1 | 0 | 1): Promise<void> {
    const turn = ++this.#turn;
    if (this.#keyed !== shows) this.#leave();
    this.#keyed = shows;
    // Before the answer, which further keys need not wait for.
    if (by !== 0) this.#part = Math.max(0, this.#part + by);
    const line = await this.#lineOf(shows);
    if (!line || turn !== this.#turn || document.activeElement !== shows) return;
    const drawn = line.parts.filter(({ from, to }) => rangesOf(shows, from, to).length > 0);
    this.#part = Math.min(drawn.length - 1, this.#part);
    this.#showPart(shows, line, drawn[this.#part] ?? null);
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
