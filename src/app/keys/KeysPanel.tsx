import { Keyboard } from "lucide-react";
import { laterPart } from "../shell/later-part";
import { Panel } from "../shell/Panel";

const KeyTable = laterPart(async () => (await import("./KeyTable")).KeyTable);

const ID = "keys-panel";

/** Opens the panel, or closes it: the key does what the button does. */
export function toggleKeysPanel(): void {
  document.getElementById(ID)?.togglePopover();
}

/** All keys of the page. */
export function KeysPanel() {
  return (
    <Panel name="Keys" id={ID} icon={<Keyboard size={16} aria-hidden />} bare>
      {() => <KeyTable />}
    </Panel>
  );
}
