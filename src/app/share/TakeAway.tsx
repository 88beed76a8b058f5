import { useLook } from "../answers";
import styles from "./Share.module.css";
import { OnTheNode } from "./OnTheNode";
import { pictureSvg, useTakenAway, type Standing } from "./share-answers";
import { TakeRow } from "./TakeRow";
import { pngOf } from "./png";
import { shownTheme } from "../theme/theme";

/** The picture and the trace, to be put into a slide, a ticket or a chat. */
export function TakeAway({ standing }: { readonly standing: Standing }) {
  const taken = useTakenAway(standing);
  const look = useLook();
  const picture = () => pictureSvg(standing, look, shownTheme());
  return (
    <>
      <section className={styles.part}>
        <h3 className={styles.label}>Picture</h3>
        <TakeRow name="SVG" file="hookline.svg" type="image/svg+xml" make={picture} />
        <TakeRow name="PNG" file="hookline.png" type="image/png" make={async () => pngOf(await picture())} />
      </section>
      {taken && (
        <>
          <section className={styles.part}>
            <h3 className={styles.label}>Trace</h3>
            <TakeRow name="Markdown" file="hookline.md" type="text/markdown" make={() => taken.markdown} />
            <TakeRow name="Text" file="hookline.txt" type="text/plain" make={() => taken.text} />
          </section>
          <OnTheNode groups={taken.commands} />
        </>
      )}
    </>
  );
}
