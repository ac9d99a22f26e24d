import createCode from "qrcode-generator";

/**
 * Error correction level Q (ISO/IEC 18004): a quarter of the code may be
 * creased, smudged or covered, and a phone still reads it.
 */
const level = "Q";
/** Light modules around the code, by which a reader finds it. */
const quietZone = 4;

/** The modules of a code, row by row; true is dark. The smallest version that holds the text. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  const code = createCode(0, level);
  code.addData(text, "Byte");
  code.make();
  const indexes = [...Array(code.getModuleCount()).keys()];
  return indexes.map((row) => indexes.map((column) => code.isDark(row, column)));
}

/**
 * The code as an image: every run of dark modules is a stroke of one path, on a
 * white ground of its own, so it is black on white on any page.
 */
export function qrSvg(text: string, label: string): string {
  const modules = qrModules(text);
  const size = modules.length + 2 * quietZone;
  const strokes = modules.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x + quietZone} ${y + quietZone}h${length}v1h-${length}z`),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${attribute(label)}" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${strokes.join("")}" fill="#000"/></svg>`
  );
}

/** Start and length of each run of dark modules. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1);
    if (!isDark) continue;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}

/** XML, and so stricter than html: what is no character of XML must not be there at all. */
const attribute = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, "")
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
