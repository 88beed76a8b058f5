/**
 * An SVG file as a PNG, drawn by the browser.
 */

/** Twice as sharp as on the page, for slides. */
const SCALE = 2;
/** What browsers take of a canvas: pixels a side, and pixels in all. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 64_000_000;

/** How much larger than its own pixels a picture of this size is drawn; below 1 where it is too large for a canvas. */
export function pngScale(width: number, height: number): number {
  return Math.min(SCALE, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
}

/** Fails where the browser cannot draw it. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = pngScale(image.naturalWidth, image.naturalHeight);
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(image.naturalWidth * scale);
    canvas.height = Math.floor(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error("this browser cannot draw a picture of this size"));
      }, "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
