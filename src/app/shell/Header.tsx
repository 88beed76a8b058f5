import { PanelLeft, PanelRight, Presentation, Redo2, Search, Undo2 } from "lucide-react";
import { memo } from "react";
import type { Standing } from "../share/share-answers";
import { KeysPanel } from "../keys/KeysPanel";
import { redo, undo, usePage } from "../page-store";
import { beginPresenting } from "../present/presenting";
import { Samples } from "../samples/Samples";
import { openPalette } from "../search/palette-open";
import { Share } from "../share/Share";
import { ThemeChoice } from "../theme/ThemeChoice";
import styles from "./Header.module.css";
import { IconButton } from "./IconButton";
import { NoticeLine } from "./NoticeLine";
import type { Pane } from "./pane";

interface Props {
  readonly dump: Pane;
  readonly steps: Pane;
  /** Where the reader stands; null where nothing was walked. */
  readonly standing: Standing | null;
}

export const Header = memo(function Header({ dump, steps, standing }: Props) {
  const canUndo = usePage((page) => page.past.length > 0);
  const canRedo = usePage((page) => page.future.length > 0);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <svg className={styles.mark} viewBox="0 0 20 20" aria-hidden>
          <path d="M3 4.5h5.5a3 3 0 0 1 3 3v5a3 3 0 0 0 3 3H16" />
          <path d="m13.5 12.5 3 3-3 3" />
          <circle cx="3" cy="4.5" r="1.75" />
        </svg>
        Hookline
      </h1>
      <NoticeLine
        quiet={<p className={styles.line}>Paste a node’s iptables rules, enter a packet, see where it goes.</p>}
      />
      <div className={styles.tools}>
        <IconButton label="Undo" keys="Ctrl Z" disabled={!canUndo} onPress={undo}>
          <Undo2 size={16} aria-hidden />
        </IconButton>
        <IconButton label="Redo" keys="Ctrl Shift Z" disabled={!canRedo} onPress={redo}>
          <Redo2 size={16} aria-hidden />
        </IconButton>
        <IconButton
          label="Search"
          keys="Ctrl K"
          onPress={() => {
            openPalette();
          }}
        >
          <Search size={16} aria-hidden />
        </IconButton>
        <Samples />
        <Share standing={standing} />
        <div className={styles.wide}>
          <IconButton label="Present" keys="P" onPress={beginPresenting}>
            <Presentation size={16} aria-hidden />
          </IconButton>
          <PaneSwitch label="The dump" keys="D" pane={dump} Icon={PanelLeft} />
          <PaneSwitch label="The list of steps" keys="L" pane={steps} Icon={PanelRight} />
          <KeysPanel />
        </div>
        <ThemeChoice />
      </div>
    </header>
  );
});

interface SwitchProps {
  readonly label: string;
  readonly keys: string;
  readonly pane: Pane;
  readonly Icon: typeof PanelLeft;
}

function PaneSwitch({ label, keys, pane, Icon }: SwitchProps) {
  return (
    <IconButton
      label={label}
      keys={keys}
      pressed={pane.open}
      onPress={() => {
        pane.setOpen(!pane.open);
      }}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}
