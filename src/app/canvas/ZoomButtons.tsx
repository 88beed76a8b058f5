/** The ways to look at the picture, and back to the packet where the camera was taken in hand. */
import { LocateFixed, Maximize, Minus, Plus, type LucideIcon } from "lucide-react";
import styles from "./ZoomButtons.module.css";

interface Props {
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onWhole: () => void;
  /** Null while the packet is followed. */
  readonly onFollow: (() => void) | null;
}

export function ZoomButtons({ onIn, onOut, onWhole, onFollow }: Props) {
  return (
    <div className={styles.buttons}>
      <ZoomButton name="Zoom in" Icon={Plus} onPress={onIn} />
      <ZoomButton name="Zoom out" Icon={Minus} onPress={onOut} />
      <ZoomButton name="Whole picture" Icon={Maximize} onPress={onWhole} />
      {onFollow && (
        <button type="button" className={styles.follow} title="Follow the packet (F)" onClick={onFollow}>
          <LocateFixed size={15} aria-hidden />
          Follow
        </button>
      )}
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
