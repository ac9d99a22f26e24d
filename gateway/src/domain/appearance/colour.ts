declare const colourBrand: unique symbol;
/** An opaque sRGB colour as `#rrggbb` in small letters. Nothing else ever reaches a stylesheet. */
export type Colour = string & { readonly [colourBrand]: true };

/** `#rgb` or `#rrggbb`, spaces around it aside; null for every other way of writing a colour, names and functions included. */
export function parseColour(text: unknown): Colour | null {
  if (typeof text !== "string" || text.length > 20) return null;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1];
  if (hex === undefined) return null;
  return colour(hex.length === 6 ? `#${hex}` : `#${[...hex].map((digit) => digit + digit).join("")}`);
}

/** For colours that stand in the sources. Throws on anything but `#rrggbb`. */
export function colour(text: string): Colour {
  if (!/^#[0-9a-f]{6}$/.test(text)) throw new RangeError(`${text} is no colour`);
  return text as Colour;
}

export const black = colour("#000000");
export const white = colour("#ffffff");

/** Ratio of relative luminances, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
export function contrast(one: Colour, other: Colour): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** Of the channel in which they differ most, 0 to 255: yellow on white has little contrast and is seen all the same. */
export function difference(one: Colour, other: Colour): number {
  const others = channels(other);
  return Math.max(...channels(one).map((channel, index) => Math.abs(channel - (others[index] ?? 0))));
}

/** Black or white, whichever is the easier to read on that ground; the ratio is never below 4.58. */
export const poleOn = (ground: Colour): Colour =>
  contrast(black, ground) > contrast(white, ground) ? black : white;

/** Light text belongs on it. */
export const isDark = (ground: Colour): boolean => poleOn(ground) === white;

/** `share` of the second colour in the first, 0 to 1. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const [from, to] = [channels(one), channels(other)];
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share));
  return colour(`#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`);
}

/**
 * The colour itself where it stands out from every ground by `least`, else the
 * nearest on its way to black or white that does. All grounds must be such that
 * the pole of the first stands out from each; then it always ends well.
 */
export function readableOn(wanted: Colour, grounds: readonly [Colour, ...Colour[]], least: number): Colour {
  const pole = poleOn(grounds[0]);
  const isReadable = (candidate: Colour): boolean =>
    grounds.every((ground) => contrast(candidate, ground) >= least);
  for (let step = 0; step < steps; step += 1) {
    const candidate = mix(wanted, pole, step / steps);
    if (isReadable(candidate)) return candidate;
  }
  return pole;
}

/** Fine enough that a colour is not changed more than it must be. */
const steps = 40;

function luminance(of: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(of)
    .map((channel) => channel / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const channels = (of: Colour): readonly number[] =>
  [1, 3, 5].map((start) => Number.parseInt(of.slice(start, start + 2), 16));
