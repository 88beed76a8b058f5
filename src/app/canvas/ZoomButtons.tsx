/** The four ways to look at the picture. The canvas is one tab stop; its keys do the same. */
import { LocateFixed, Maximize, Minus, Plus, type LucideIcon } from "lucide-react";
import styles from "./ZoomButtons.module.css";

interface Props {
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onWhole: () => void;
  readonly onPacket: () => void;
}

export function ZoomButtons({ onIn, onOut, onWhole, onPacket }: Props) {
  return (
    <div className={styles.buttons}>
      <ZoomButton name="Zoom in" keys="+" Icon={Plus} onPress={onIn} />
      <ZoomButton name="Zoom out" keys="-" Icon={Minus} onPress={onOut} />
      <ZoomButton name="Whole picture" keys="0" Icon={Maximize} onPress={onWhole} />
      <ZoomButton name="Back to the packet" keys="." Icon={LocateFixed} onPress={onPacket} />
    </div>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly Icon: LucideIcon;
  readonly onPress: () => void;
}

function ZoomButton({ name, keys, Icon, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={name}
      title={`${name} (${keys})`}
      tabIndex={-1}
      onClick={onPress}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
