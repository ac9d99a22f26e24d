import { randomBytes } from "node:crypto";

/** The names of what a blank leaves open. */
type Places<Name extends string> = Readonly<Record<Name, string>>;

/** A page with gaps, as bytes that are sent as they are. */
export interface Blank<Name extends string> {
  /** Puts html into every gap; each may be there many times, or not at all. */
  fillIn(html: Readonly<Record<Name, string>>): Buffer;
}

export interface Blanks<Name extends string> {
  /** Makes a blank anew: `draw` writes a page with a place where each gap is to be. */
  make(draw: (places: Places<Name>) => string): Blank<Name>;
  /** The same, made once for each `key`, which holds all that the drawing depends on. */
  keep(key: string, draw: (places: Places<Name>) => string): Blank<Name>;
}

/** As many as shops, languages and countries that are busy at one time; each takes some 20 kB. */
const mostKept = 100;

/**
 * Pages of which the same is sent to everybody but for what is the payment's own.
 * A place is a word of letters and digits, so that it comes through a template
 * unchanged, and drawn by lot, so that no text of a shop can hold one: the gap would
 * be filled with another's link.
 */
export function createBlanks<Name extends string>(names: readonly Name[]): Blanks<Name> {
  const lot = randomBytes(16).toString("hex");
  const places = Object.fromEntries(names.map((name) => [name, `${lot}${name}x`])) as Places<Name>;
  const pattern = new RegExp(`${lot}(${names.join("|")})x`);
  const kept = new Map<string, Blank<Name>>();
  // Pages are sent unpacked: the indentation of the sources would be a tenth of one.
  const make = (draw: (places: Places<Name>) => string): Blank<Name> =>
    blankOf(
      draw(places)
        .replaceAll(/>\n\s+</g, ">\n<")
        .split(pattern),
    );
  return {
    make,
    keep(key, draw) {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      const made = make(draw);
      kept.set(key, made);
      return made;
    },
  };
}

/** Text and the name of a gap in turns, as `split` gives them. */
function blankOf<Name extends string>(parts: readonly string[]): Blank<Name> {
  const texts = parts.filter((_, index) => index % 2 === 0).map((text) => Buffer.from(text));
  const gaps = parts.filter((_, index) => index % 2 === 1) as Name[];
  return {
    fillIn(html) {
      const filled = new Map<Name, Buffer>();
      const contents = gaps.map((name) => {
        const known = filled.get(name) ?? Buffer.from(html[name]);
        filled.set(name, known);
        return known;
      });
      return Buffer.concat(
        texts.flatMap((text, index) => {
          const content = contents[index];
          return content === undefined ? [text] : [text, content];
        }),
      );
    },
  };
}
