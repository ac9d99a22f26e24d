import { assert } from "#domain/result.ts";

interface Icon {
  /** `visa.svg` */
  readonly name: string;
  readonly body: Buffer;
}

/** All icons are drawn on a ground of this size. */
const width = 38;
const height = 24;

/** How nearly all icons are lettered: said once for all of them. */
const lettering = ['font-family="system-ui, sans-serif"', 'font-weight="700"', 'text-anchor="middle"'];

/**
 * The icons in one file, below each other, each with a view of its name: an image
 * whose address ends in `#visa` shows that one alone. A page with fifteen methods
 * then waits for one answer instead of fifteen, and the next page for none.
 */
export function sprite(icons: readonly Icon[]): Buffer {
  const placed = icons.map(({ name, body }, index) => {
    const y = index * height;
    const view = `<view id="${viewName(name)}" viewBox="0 ${y} ${width} ${height}"/>`;
    return `${view}<svg y="${y}" width="${width}" height="${height}">${shapes(name, body.toString("utf8"))}</svg>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * icons.length}" ${lettering.join(" ")}>${placed.join("")}</svg>\n`,
  );
}

/** The part of an image's address that names the icon of a file in the sprite. */
export const viewName = (fileName: string): string => fileName.replace(/\.svg$/, "");

function shapes(name: string, text: string): string {
  const drawn = /^<svg xmlns="[^"]+" viewBox="0 0 38 24"[^>]*>(.*)<\/svg>\s*$/s.exec(text)?.[1];
  // Ids of two icons could be the same; and an icon of another size would be cut off.
  assert(drawn !== undefined && !/\sid=/.test(drawn), `${name} is an icon that fits into the sprite`);
  const isLettered =
    !/<text(?![^>]* font-family=)|<text(?![^>]* font-weight=)|<text(?![^>]* text-anchor=)/.test(drawn);
  assert(isLettered, `${name} says how its letters are written`);
  return lettering
    .reduce((text, attribute) => text.replaceAll(` ${attribute}`, ""), drawn)
    .replaceAll(/>\s+</g, "><")
    .trim();
}
