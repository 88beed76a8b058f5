/**
 * Calls across a worker's edge: the page asks by name, the worker answers. What crosses it is plain values; an error
 * comes over as its name and its message.
 */
import type { Engine } from "./engine";

interface Asked {
  readonly id: number;
  readonly call: string;
  readonly asked: readonly unknown[];
}

type Answered = { readonly id: number } & (
  { readonly answer: unknown } | { readonly error: { readonly name: string; readonly message: string } }
);

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Call = (...asked: readonly unknown[]) => unknown;

/** The engine in a worker that answers to calls. One that it never answers stays open. */
export function callsOf(worker: Worker): Engine {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) call?.reject(Object.assign(new Error(data.error.message), { name: data.error.name }));
    else call?.resolve(data.answer);
  });
  const ask =
    (call: string): Call =>
    (...asked) =>
      new Promise((resolve, reject) => {
        const message: Asked = { id: ++last, call, asked };
        waiting.set(message.id, { resolve, reject });
        worker.postMessage(message);
      });
  return new Proxy({} as Engine, { get: (_, name) => ask(String(name)) });
}

/** Answers the page's calls of an engine, in a worker. */
export function answerCalls(engine: Engine): void {
  const named = engine as unknown as Readonly<Record<string, Call>>;
  const answerOf = async ({ id, call, asked }: Asked): Promise<Answered> => {
    try {
      return { id, answer: await named[call]?.(...asked) };
    } catch (thrown) {
      const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
      return { id, error: { name, message } };
    }
  };
  addEventListener("message", ({ data }: MessageEvent<Asked>) => {
    void answerOf(data).then((answered) => {
      postMessage(answered);
    });
  });
}
