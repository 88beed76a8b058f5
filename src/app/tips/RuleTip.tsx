import { useEffect, useId, useState } from "react";
import { RuleTeller, type ToldOfRule } from "./rule-teller";
import { Told } from "./Told";

/** The tip of the whole page: what stands under the pointer in any rule. */
export function RuleTip() {
  const id = useId();
  const [told, setTold] = useState<ToldOfRule | null>(null);
  useEffect(() => {
    const teller = new RuleTeller(id, setTold);
    return () => {
      teller.end();
    };
  }, [id]);
  return told && <Told id={id} {...told} />;
}
