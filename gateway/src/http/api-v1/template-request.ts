import { type Colour, parseColour } from "#domain/appearance/colour.ts";
import { type ColourPlace, colourPlaces, hideFlags, type Template } from "#domain/appearance/template.ts";
import { booleanOf, objectOf, textOf } from "./lenient.ts";

/** Where the contract has each colour; the site's accent is no part of it. Hovered and active colours are ours to find. */
const memberOf: Readonly<Record<Exclude<ColourPlace, "accent">, string>> = {
  headerBackground: "header.background",
  headerText: "header.text",
  bodyBackground: "body.background",
  bodyText: "body.text",
  bodyLink: "body.link.text",
  containerBackground: "container.background",
  containerText: "container.text",
  containerLabel: "container.label",
  containerLink: "container.link.text",
  cartBackground: "cart.background",
  cartText: "cart.text",
  cartLabel: "cart.label",
  cartBorder: "cart.border",
  formBackground: "payment_form.background",
  formText: "payment_form.text",
  formBorder: "payment_form.border",
  inputBorder: "payment_form.inputs.border",
  inputLabel: "payment_form.inputs.label",
  methodBackground: "buttons.payment_method.background",
  methodText: "buttons.payment_method.text",
  methodBorder: "buttons.payment_method.border",
  primaryBackground: "buttons.primary.background",
  primaryText: "buttons.primary.text",
  secondaryBackground: "buttons.secondary.background",
  secondaryText: "buttons.secondary.text",
};

/** As long as an address that browsers carry reliably. */
const longestUrl = 2_048;

/**
 * `payment_options.template`, or null where nothing in it is of use. It only says how a page looks, so nothing in it is
 * ever a reason to refuse a payment: what is no flag, no colour and no https address is left out (contract, orders.md §1.3).
 */
export function parseTemplate(value: unknown): Template | null {
  const given = objectOf(value) ?? {};
  const settings = objectOf(given["settings"]) ?? {};
  const template: Template = {
    hides: hideFlags.filter((flag) => booleanOf(settings[flag]) === true),
    iframeMode: booleanOf(settings["iframe_mode"]) === true,
    colours: Object.fromEntries(
      colourPlaces.flatMap((place): readonly [ColourPlace, Colour][] => {
        const colour = place === "accent" ? null : parseColour(memberAt(given, memberOf[place]));
        return colour === null ? [] : [[place, colour]];
      }),
    ),
    logoUrl: parseImage(memberAt(given, "header.logo.image")),
    coverUrl: parseImage(memberAt(given, "header.cover.image")),
  };
  const isOfUse =
    template.hides.length > 0 ||
    template.iframeMode ||
    Object.keys(template.colours).length > 0 ||
    template.logoUrl !== null ||
    template.coverUrl !== null;
  return isOfUse ? template : null;
}

const memberAt = (given: unknown, path: string): unknown =>
  path.split(".").reduce((at: unknown, name) => (objectOf(at) ?? {})[name], given);

function parseImage(value: unknown): string | null {
  const text = (textOf(value, longestUrl) ?? "").trim();
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" && url.username === "" && url.password === "" ? url.href : null;
}
