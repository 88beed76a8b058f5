/**
 * How many ports of a slice or of a subset of Endpoints are taken: every address stands at every port, and where both are many,
 * that is far more than the text is long.
 */

/** Addresses at ports that one slice may make: 1,000 endpoints, the most of a slice, at 20 ports. */
const MOST_PLACES = 20_000;

/** Of the ports that so many addresses all have, those to take; the very list where it is all of them. */
export function portsToTake<Port>(addresses: number, ports: readonly Port[]): readonly Port[] {
  const most = Math.max(1, Math.floor(MOST_PLACES / Math.max(1, addresses)));
  return ports.length > most ? ports.slice(0, most) : ports;
}
