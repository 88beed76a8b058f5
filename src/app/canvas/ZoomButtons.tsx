/** The four ways to look at the picture. */
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
      <ZoomButton name="Zoom in" Icon={Plus} onPress={onIn} />
      <ZoomButton name="Zoom out" Icon={Minus} onPress={onOut} />
      <ZoomButton name="Whole picture" Icon={Maximize} onPress={onWhole} />
      <ZoomButton name="Back to the packet" Icon={LocateFixed} onPress={onPacket} />
    </div>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly onPress: () => void;
}

function ZoomButton({ name, Icon, onPress }: ButtonProps) {
  return (
    <button type="button" className={styles.button} aria-label={name} title={name} onClick={onPress}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
