import {
  black,
  type Colour,
  colour,
  contrast,
  difference,
  isDark,
  mix,
  poleOn,
  readableOn,
  white,
} from "./colour.ts";

/** Names of the colour tokens of the pages, as `--color-…` in pay.css. */
export type Tokens = ReadonlyMap<string, Colour>;

/** Of text, of what one can press (WCAG 2.2, 1.4.3 and 1.4.11). */
const leastText = 4.5;
const leastShape = 3;
/** Of the most different channel, below which two colours pass for one. */
const leastDifference = 96;

/** The tokens of pay.css that depend on what they stand on; a test holds the two together. */
export const basePalettes = {
  light: {
    page: colour("#f3f5f8"),
    surface: colour("#ffffff"),
    text: colour("#18212f"),
    muted: colour("#566173"),
    "field-line": colour("#838d9c"),
    accent: colour("#0b5a75"),
    focus: colour("#1273cc"),
    danger: colour("#b3261e"),
    "danger-soft": colour("#fdeceb"),
    success: colour("#16734a"),
    "success-soft": colour("#e2f4ea"),
    notice: colour("#6b4a00"),
    "notice-soft": colour("#fdf1d3"),
    "neutral-soft": colour("#e9eef3"),
  },
  dark: {
    page: colour("#0f141b"),
    surface: colour("#18202a"),
    text: colour("#e8edf4"),
    muted: colour("#a3afbf"),
    "field-line": colour("#748195"),
    accent: colour("#63c3e2"),
    focus: colour("#7cc4ff"),
    danger: colour("#ffa199"),
    "danger-soft": colour("#3b1f20"),
    success: colour("#74d6a4"),
    "success-soft": colour("#15342a"),
    notice: colour("#f3cf7a"),
    "notice-soft": colour("#33290f"),
    "neutral-soft": colour("#253140"),
  },
} as const;

/** A part of a page with one ground, and what somebody wants on it. */
export interface Region {
  readonly ground: Colour;
  readonly text?: Colour | undefined;
  readonly label?: Colour | undefined;
  readonly line?: Colour | undefined;
  readonly fieldLine?: Colour | undefined;
  /** Of links, marks and what is chosen. */
  readonly accent?: Colour | undefined;
}

/** Everything that is said on one ground: every wish is kept as far as it can be read there. */
export function regionTokens(region: Region): Tokens {
  const { ground } = region;
  const base = basePalettes[isDark(ground) ? "dark" : "light"];
  const pole = poleOn(ground);
  const tint = mix(ground, pole, 0.07);
  // On a ground between light and dark even a tint would take the last of the contrast.
  const soft = contrast(pole, tint) >= leastText ? tint : ground;
  const text = (wanted: Colour): Colour => readableOn(wanted, [ground, soft], leastText);
  const dangerSoft =
    contrast(poleOn(ground), base["danger-soft"]) >= leastText ? base["danger-soft"] : ground;
  return new Map([
    ["surface", ground],
    ["text", text(region.text ?? base.text)],
    ["muted", text(region.label ?? region.text ?? base.muted)],
    ["line", region.line ?? mix(ground, pole, 0.14)],
    ["field-line", readableOn(region.fieldLine ?? base["field-line"], [ground], leastShape)],
    ["focus", readableOn(base.focus, [ground], leastShape)],
    ["danger", readableOn(base.danger, [ground, dangerSoft], leastText)],
    ["danger-soft", dangerSoft],
    ["success", base.success],
    ["success-soft", base["success-soft"]],
    ["notice", base.notice],
    ["notice-soft", base["notice-soft"]],
    ["neutral-soft", soft],
    ...accentTokens(region.accent ?? base.accent, [ground, soft]),
  ]);
}

/** A colour as text and as a mark; too light or too dark, it is moved until it can be read. */
export function accentTokens(wanted: Colour, grounds: readonly [Colour, ...Colour[]]): Tokens {
  const accent = readableOn(wanted, grounds, leastText);
  return new Map([
    ["accent", accent],
    ["accent-strong", strongerThan(accent, grounds[0])],
    ["on-accent", grounds[0]],
  ]);
}

/**
 * A button in the very colour that was wanted, with text that can be read on it
 * and a line around it where it is as light as the ground. Where it would vanish
 * altogether, as a black one in the dark, it changes sides: grey is for buttons
 * that are switched off.
 */
export function buttonTokens(wanted: Colour, wantedText: Colour | undefined, ground: Colour): Tokens {
  const button = difference(wanted, ground) < leastDifference ? readableOn(wanted, [ground], 11) : wanted;
  const on = readableOn(wantedText ?? poleOn(button), [button], leastText);
  return new Map([
    ["button", button],
    ["button-strong", strongerThan(button, on)],
    ["on-button", on],
    ["button-line", readableOn(button, [ground], leastShape)],
  ]);
}

/** For a pointer above it: further from its text, or, where there is no further, a little nearer. */
function strongerThan(button: Colour, on: Colour): Colour {
  const isLightText = contrast(on, black) > contrast(button, black);
  const away = mix(button, isLightText ? black : white, 0.18);
  const near = mix(button, on, 0.18);
  return contrast(away, button) < 1.1 && contrast(near, on) >= leastText ? near : away;
}
