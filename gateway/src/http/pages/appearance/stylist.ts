import { createHash } from "node:crypto";
import { parseColour } from "#domain/appearance/colour.ts";
import { colourPlaces, type ColourWishes } from "#domain/appearance/template.ts";
import { stylesheet } from "./stylesheet.ts";

/** A stylesheet of somebody's colours, under an address that is made of them. */
export interface BrandStylesheet {
  /** `/assets/brand/A0b5a75.1a2b3c4d.css` */
  readonly path: string;
  readonly body: string;
  /** Subresource integrity, `sha384-…`. */
  readonly integrity: string;
}

export interface Stylist {
  /** Null where nothing is wished for: the pages then wear their own colours. */
  styleFor(wishes: ColourWishes): BrandStylesheet | null;
  /** By the last part of its address; null for what we would not have written there today. */
  find(file: string): BrandStylesheet | null;
}

/** As many as shops that are busy at one time; one more and the oldest is made anew when it is asked for. */
const mostRemembered = 500;

/**
 * The colours stand in the address itself, so that the sheet of an order can be
 * kept for ever by browsers and is found by every process without a question to
 * the database. The hash behind them changes when a release paints otherwise.
 */
export function createStylist(): Stylist {
  const remembered = new Map<string, BrandStylesheet>();
  const sheetOf = (code: string, wishes: ColourWishes): BrandStylesheet => {
    const known = remembered.get(code);
    if (known !== undefined) return known;
    if (remembered.size >= mostRemembered) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    const made = makeSheet(code, stylesheet(wishes));
    remembered.set(code, made);
    return made;
  };
  return {
    styleFor(wishes) {
      const code = encodeWishes(wishes);
      return code === "" ? null : sheetOf(code, wishes);
    },
    find(file) {
      const code = /^([A-Z0-9a-f]{7,400})\.[0-9a-f]{8}\.css$/.exec(file)?.[1];
      const wishes = code === undefined ? null : decodeWishes(code);
      if (code === undefined || wishes === null) return null;
      const sheet = sheetOf(code, wishes);
      return sheet.path.endsWith(`/${file}`) ? sheet : null;
    },
  };
}

function makeSheet(code: string, body: string): BrandStylesheet {
  const version = createHash("sha256").update(body).digest("hex").slice(0, 8);
  return {
    path: `/assets/brand/${code}.${version}.css`,
    body,
    integrity: `sha384-${createHash("sha384").update(body).digest("base64")}`,
  };
}

/** A capital letter for each place, its six digits behind it, in the order of the places. */
function encodeWishes(wishes: ColourWishes): string {
  return colourPlaces
    .map((place, index) => {
      const wish = wishes[place];
      return wish === undefined ? "" : `${letterOf(index)}${wish.slice(1)}`;
    })
    .join("");
}

function decodeWishes(code: string): ColourWishes | null {
  const wishes: { -readonly [Place in keyof ColourWishes]: ColourWishes[Place] } = {};
  for (const [index, place] of colourPlaces.entries()) {
    const digits = new RegExp(`${letterOf(index)}([0-9a-f]{6})`).exec(code)?.[1];
    const wish = digits === undefined ? null : parseColour(`#${digits}`);
    if (wish !== null) wishes[place] = wish;
  }
  // What is written in any other way is not an address of ours.
  return encodeWishes(wishes) === code ? wishes : null;
}

const letterOf = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);
