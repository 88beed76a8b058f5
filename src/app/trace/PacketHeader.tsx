import { clsx } from "clsx";
import { Fragment } from "react";
import type { HeaderField, HeaderName, MarkBit, StepStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./PacketHeader.module.css";

/** The packet as it is after a step: always the same places, what just changed lit. */
export function PacketHeader({ step }: { readonly step: StepStory }) {
  const field = (name: HeaderName) => step.header.find((one) => one.name === name);
  return (
    <section className={styles.header} aria-label="Packet at this step">
      <dl className={styles.places}>
        <Place name="from" address={field("source")} port={field("sourcePort")} />
        <Place name="to" address={field("destination")} port={field("destinationPort")} />
      </dl>
      <dl className={styles.facts}>
        <Fact field={field("protocol")} />
        <Fact field={field("flags")} />
        <Fact field={field("in")} />
        <Fact field={field("out")} />
        <Fact field={field("state")} />
        <Fact field={field("tos")} usual="0x00" />
        <Fact field={field("ttl")} usual="64" />
        <Mark field={field("mark")} bits={step.marks?.bits ?? []} />
      </dl>
    </section>
  );
}

interface PlaceProps {
  readonly name: string;
  readonly address: HeaderField | undefined;
  readonly port: HeaderField | undefined;
}

/** One end of the packet. */
function Place({ name, address, port }: PlaceProps) {
  if (!address) return null;
  const colon = port?.value == null ? "" : ":";
  const bare = address.value ?? "";
  return (
    <div className={styles.place}>
      <dt>{name}</dt>
      <dd>
        <Value field={address} text={colon !== "" && bare.includes(":") ? `[${bare}]` : bare} />
        {colon}
        {port && <Value field={port} text={port.value ?? ""} />}
      </dd>
    </div>
  );
}

interface FactProps {
  readonly field: HeaderField | undefined;
  /** A value that is worth no place unless it just came about. */
  readonly usual?: string;
}

/** A field that speaks with its name beside it; the protocol and its flags need none. */
function Fact({ field, usual }: FactProps) {
  if (field?.value == null || (field.value === usual && !field.changed)) return null;
  const bare = field.name === "protocol" || field.name === "flags";
  return (
    <div className={styles.fact}>
      <dt className={clsx(bare && styles.unseen)}>{field.label}</dt>
      <dd>
        <Value field={field} text={field.value} />
      </dd>
    </div>
  );
}

/** The mark, and what its bits are called. */
function Mark({ field, bits }: { readonly field: HeaderField | undefined; readonly bits: readonly MarkBit[] }) {
  if (!field || (field.value === "0x0" && !field.changed)) return null;
  return (
    <div className={styles.fact}>
      <dt>mark</dt>
      <dd>
        <Value field={field} text={field.value ?? ""} />
        {bits.map((bit) => (
          <Fragment key={bit.bit}> {bit.name !== null && <Bit bit={bit} alone={bits.length === 1} />}</Fragment>
        ))}
      </dd>
    </div>
  );
}

function Bit({ bit: { bit, name, owner, now }, alone }: { readonly bit: MarkBit; readonly alone: boolean }) {
  const text = alone ? name : `${bit} ${name ?? ""}`;
  return (
    <span className={styles.bit} title={owner === null ? undefined : `The bit ${bit} is ${owner}’s`}>
      {now === "cleared" ? <s>{text}</s> : text}
    </span>
  );
}

function Value({ field: { changed, was, label }, text }: { readonly field: HeaderField; readonly text: string }) {
  if (!changed) return <NamedText text={text} />;
  return (
    <mark className={styles.lit} title={was === null ? undefined : `The ${label} was ${was}`}>
      <NamedText text={text} />
    </mark>
  );
}
