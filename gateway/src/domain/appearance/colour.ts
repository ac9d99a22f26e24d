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
export const contrast = (one: Colour, other: Colour): number => ratio(luminance(one), luminance(other));

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
export const mix = (one: Colour, other: Colour, share: number): Colour =>
  toColour(blend(channels(one), channels(other), share));

/**
 * The colour itself where it stands out from every ground by `least`, else the
 * nearest on its way to black or white that does. All grounds must be such that
 * the pole of the first stands out from each; then it always ends well.
 */
export function readableOn(wanted: Colour, grounds: readonly [Colour, ...Colour[]], least: number): Colour {
  const pole = poleOn(grounds[0]);
  const [from, to] = [channels(wanted), channels(pole)];
  const groundLights = grounds.map(luminance);
  for (let step = 0; step < steps; step += 1) {
    const candidate = blend(from, to, step / steps);
    const light = luminanceOf(candidate);
    if (groundLights.every((ground) => ratio(light, ground) >= least)) return toColour(candidate);
  }
  return pole;
}

/** Fine enough that a colour is not changed more than it must be. */
const steps = 40;

type Channels = readonly [red: number, green: number, blue: number];

const ratio = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

const luminance = (of: Colour): number => luminanceOf(channels(of));

const luminanceOf = ([red, green, blue]: Channels): number =>
  0.2126 * (linear[red] ?? 0) + 0.7152 * (linear[green] ?? 0) + 0.0722 * (linear[blue] ?? 0);

/** Light of each value of a channel; a stylesheet asks some thousand times. */
const linear: readonly number[] = Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

const blend = (from: Channels, to: Channels, share: number): Channels => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

function channels(of: Colour): Channels {
  const value = Number.parseInt(of.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

const toColour = ([red, green, blue]: Channels): Colour =>
  colour(`#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`);
