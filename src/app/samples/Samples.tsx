import { BookOpen } from "lucide-react";
import { Panel } from "../shell/Panel";
import { SampleList } from "./SampleList";

export function Samples() {
  return (
    <Panel name="Samples" icon={<BookOpen size={16} aria-hidden />}>
      {(close) => <SampleList onOpen={close} />}
    </Panel>
  );
}
