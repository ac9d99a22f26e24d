import type { Colour } from "./colour.ts";

/**
 * The places a shop may colour, in the order in which an address of a stylesheet
 * names them: only ever append. `accent` is the site's; the rest are those of
 * `payment_options.template` (contract, orders.md §1.3).
 */
export const colourPlaces = [
  "accent",
  "headerBackground",
  "headerText",
  "bodyBackground",
  "bodyText",
  "bodyLink",
  "containerBackground",
  "containerText",
  "containerLabel",
  "containerLink",
  "cartBackground",
  "cartText",
  "cartLabel",
  "cartBorder",
  "formBackground",
  "formText",
  "formBorder",
  "inputBorder",
  "inputLabel",
  "methodBackground",
  "methodText",
  "methodBorder",
  "primaryBackground",
  "primaryText",
  "secondaryBackground",
  "secondaryText",
] as const;

export type ColourPlace = (typeof colourPlaces)[number];

/** What somebody wants coloured. Wishes: whatever could not be read is repaired. */
export type ColourWishes = Readonly<Partial<Record<ColourPlace, Colour>>>;

/** What a page may leave out, by the names of the contract. */
export const hideFlags = [
  "hide_logo",
  "hide_flags",
  "hide_powered",
  "hide_cart",
  "hide_btn_cancel",
  "hide_cc_logos",
  "hide_btn_all_methods",
] as const;

export type HideFlag = (typeof hideFlags)[number];

/** `payment_options.template` as far as we follow it. Plain JSON: it is stored with the order and read back as it is. */
export interface Template {
  readonly hides: readonly HideFlag[];
  /** The shop shows the page inside its own; framing still needs the operator's leave. */
  readonly iframeMode: boolean;
  readonly colours: ColourWishes;
  /** https only; shown where the site allows the host. */
  readonly logoUrl: string | null;
  readonly coverUrl: string | null;
}
