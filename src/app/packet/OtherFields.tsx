import { X } from "lucide-react";
import type { PacketFields } from "../../netfilter/read/packet";
import { editPacket, usePage } from "../page-store";
import styles from "./OtherFields.module.css";

interface Props {
  readonly errorAt: (field: keyof PacketFields) => string | null;
}

const NAMES = {
  tcpFlags: "TCP flags",
  icmpType: "ICMP type",
  icmpCode: "ICMP code",
  mark: "mark",
  tos: "TOS",
  ttl: "TTL",
  length: "length",
  uid: "user",
  gid: "group",
} as const;

const FIELDS = ["tcpFlags", "icmpType", "icmpCode", "mark", "tos", "ttl", "length", "uid", "gid"] as const;

/** What a link or a sample sets of the packet besides the fields of the bar. */
export function OtherFields({ errorAt }: Props) {
  const packet = usePage((page) => page.snapshot.packet);
  const set = FIELDS.filter((field) => packet[field] !== undefined);
  if (set.length === 0) return null;
  return (
    <ul className={styles.fields} aria-label="Also set">
      {set.map((field) => (
        <li key={field} className={styles.field}>
          {NAMES[field]} {String(packet[field])}
          {errorAt(field) !== null && (
            <span className={styles.error} role="alert">
              {errorAt(field)}
            </span>
          )}
          <button
            type="button"
            aria-label={`Leave out the ${NAMES[field]}`}
            onClick={() => {
              editPacket({ [field]: undefined });
            }}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
