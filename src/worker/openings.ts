/**
 * The dumps that are being opened in a worker, by their names: what is asked of one meanwhile waits for it.
 */
import type { Dump } from "./engine";

export class Openings {
  readonly #underWay = new Map<string, Promise<Dump>>();

  /** Opens a dump; one that is being opened already is not opened a second time. */
  open(id: string, open: () => Promise<Dump>): Promise<Dump> {
    const known = this.#underWay.get(id);
    if (known) return known;
    const opening = open().finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, opening);
    return opening;
  }

  /** Until a dump is not being opened, whatever came of it. */
  async rest(id: string): Promise<void> {
    await this.#underWay.get(id)?.catch(() => undefined);
  }
}
