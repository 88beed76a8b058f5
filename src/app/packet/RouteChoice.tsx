import type { PacketFields } from "../../netfilter/read/packet";
import { editPacket, usePage, type PacketChange } from "../page-store";
import styles from "./RouteChoice.module.css";

const WAYS = [
  { way: "both", label: "not known: show both" },
  { way: "here", label: "to this node" },
  { way: "through", label: "through it" },
  { way: "out", label: "out of it" },
] as const;

type Way = (typeof WAYS)[number]["way"];

function wayOf(packet: PacketFields): Way {
  return packet.in === null ? "out" : (packet.route ?? "both");
}

/** A device that was named stays named, but for what the node itself sends. */
function choose(way: Way, packet: PacketFields): PacketChange {
  if (way === "out") return { route: undefined, in: null };
  return {
    route: way === "both" ? undefined : way,
    in: packet.in ?? undefined,
  };
}

/** Where the paste has no routes nobody can know whether a packet is for the node: the reader says, or sees both. */
export function RouteChoice() {
  const packet = usePage((page) => page.snapshot.packet);
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>The dump has no routes. The packet goes</legend>
      {WAYS.map(({ way, label }) => (
        <label key={way} className={styles.way}>
          <input
            type="radio"
            name="route"
            checked={way === wayOf(packet)}
            onChange={() => {
              editPacket(choose(way, packet));
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
