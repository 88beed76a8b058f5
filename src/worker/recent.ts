/**
 * The few things that were asked for last, by name: what was not asked for longest makes room.
 */
export class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  /** What is kept by this name, made now where nothing is. */
  getOr(name: string, make: () => Value): Value {
    const kept = this.get(name) ?? make();
    this.#values.delete(name);
    this.#values.set(name, kept);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#room) break;
      this.#values.delete(oldest);
    }
    return kept;
  }

  /** What is kept by this name, or undefined. */
  get(name: string): Value | undefined {
    return this.#values.get(name);
  }
}
