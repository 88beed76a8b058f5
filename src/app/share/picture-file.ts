/**
 * The picture as a file, as it is seen now.
 */
import { pictureSvg, type Standing } from "../answers";
import { shownTheme } from "../theme/theme";

/** The text of an SVG file, in the colours of the page. */
export function pictureOf(standing: Standing): Promise<string> {
  return pictureSvg(standing, shownTheme());
}
