/**
 * Serves the built page as a host on the internet would: gzipped, over one wire of a certain speed, and each answer some
 * time away. Nothing is kept by the browser, so that every load is a cold one.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { gzipSync } from "node:zlib";

export interface Wire {
  /** Milliseconds from a question to the first byte of its answer. */
  readonly away: number;
  /** Bytes a millisecond, over all answers together. */
  readonly speed: number;
}

export interface Served {
  readonly url: string;
  readonly stop: () => void;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Serves a folder until it is stopped. */
export async function serveOver({ away, speed }: Wire, folder: string): Promise<Served> {
  /** Done when the wire is free. */
  let wire: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const file = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    const answer = async () => {
      const body = gzipSync(readFileSync(file), { level: 9 });
      await pass(away);
      wire = wire.then(() => pass(body.length / speed));
      await wire;
      response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        "content-encoding": "gzip",
        "cache-control": "no-store",
      });
      response.end(body);
    };
    answer().catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
