/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a button in the middle of a text can be neither broken nor copied. */
import type { ReactNode } from "react";

interface Props {
  readonly className?: string;
  /** What it is, under the pointer. */
  readonly said: string;
  readonly onGo: () => void;
  readonly children: ReactNode;
}

/** Words in a text that lead to what they name. */
export function WayTo({ className, said, onGo, children }: Props) {
  return (
    <span
      role="link"
      tabIndex={0}
      className={className}
      title={said}
      onClick={(event) => {
        event.stopPropagation();
        onGo();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        onGo();
      }}
    >
      {children}
    </span>
  );
}
