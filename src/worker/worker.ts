/** The worker: an engine that answers messages. */
import { expose } from "comlink";
import { createEngine } from "./answer";
import { readFiles } from "./read-files";

expose({ ...createEngine(), files: (files: readonly File[]) => readFiles(files) });
