/**
 * What the engine answers beside the walk itself: links, redaction, files to take away, the connection, a line's parts,
 * searching. The page fetches it when the first of them is asked for.
 */
export { searchPlaces } from "../kubernetes/search-places";
export { replyPacket } from "../netfilter/walk/conversation";
export { redact } from "../redact/redact";
export { searchIn } from "../search/search";
export { linkOf } from "../snapshot/link";
export { connectionStory } from "../telling/connection-story";
export { lineStory } from "../telling/line-parts";
export { onTheNode } from "../telling/on-the-node";
export { ruleRows } from "../telling/rule-rows";
export { traceMarkdown } from "../telling/trace-markdown";
export { traceText } from "../telling/trace-text";
export { linePlaces } from "./line-places";
export { readFiles } from "./read-files";
