/** The worker: an engine that answers messages. */
import { expose } from "comlink";
import { createEngine } from "./answer";

expose(createEngine());
