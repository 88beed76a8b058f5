import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "../shell/IconButton";
import { chooseTheme, THEMES, useTheme, type Theme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const NAMES: Readonly<Record<Theme, string>> = { system: "as the system has it", light: "light", dark: "dark" };

/** One button that goes round system, light and dark. */
export function ThemeChoice() {
  const theme = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  const Icon = ICONS[theme];
  return (
    <IconButton
      label={`Theme: ${NAMES[theme]}`}
      onPress={() => {
        chooseTheme(next);
      }}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}
