/**
 * Parts of the engine that the page fetches only when something asks for them. The engine stays plain: what meets a part
 * that is not there yet gives up, and is done anew from its beginning once the part has come.
 *
 * In Node every part is there from the start; which of the two is built in is said in package.json, `imports`.
 */

/** The name of the error with which a call rejects that lacks a part which could not be fetched. It can be called again. */
export const MISSING_PART = "MissingPartError";

/** Thrown where a part is asked for that has not come yet. */
class NotYet extends Error {
  readonly come: () => Promise<void>;

  constructor(come: () => Promise<void>) {
    super("a part of the engine has not come yet");
    this.come = come;
  }
}

const parts: (() => Promise<void>)[] = [];

/** A part that is fetched by `load` when it is first asked for; asking throws until it is there. */
export function later<Part>(load: () => Promise<Part>): () => Part {
  let here: { readonly part: Part } | undefined;
  const come = async () => {
    here ??= { part: await load() };
  };
  parts.push(come);
  return () => {
    if (!here) throw new NotYet(come);
    return here.part;
  };
}

/** The same for a part that can be done without: undefined until all parts were fetched. */
export function whenHere<Part>(load: () => Promise<Part>): () => Part | undefined {
  let here: Part | undefined;
  parts.push(async () => {
    here ??= await load();
  });
  return () => here;
}

/**
 * What `run` gives, done anew for each part that it lacked. Rejects with what it throws, or with an error named MISSING_PART
 * where a part cannot be fetched.
 */
export async function withParts<Answer>(run: () => Answer): Promise<Answer> {
  for (;;)
    try {
      return run();
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      await error.come().catch(missing);
    }
}

/** Fetches all parts. */
export async function allParts(): Promise<void> {
  await Promise.all(parts.map((come) => come()));
}

function missing(cause: unknown): never {
  const error = new Error("a part of the page could not be fetched (is the network there?)", { cause });
  error.name = MISSING_PART;
  throw error;
}
