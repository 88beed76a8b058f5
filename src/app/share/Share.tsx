import { Link2 } from "lucide-react";
import { laterPart } from "../shell/later-part";
import { Panel } from "../shell/Panel";
import type { Standing } from "./share-answers";
import { SHARE_PANEL } from "./share-panel";

const Shared = laterPart(async () => (await import("./Shared")).Shared);

interface Props {
  /** Where the reader stands; null where nothing was walked. */
  readonly standing: Standing | null;
}

export function Share({ standing }: Props) {
  return (
    <Panel name="Share" id={SHARE_PANEL} icon={<Link2 size={16} aria-hidden />}>
      {() => <Shared standing={standing} />}
    </Panel>
  );
}
