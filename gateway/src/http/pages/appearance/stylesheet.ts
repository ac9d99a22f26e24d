import { type Colour, isDark, poleOn, readableOn } from "#domain/appearance/colour.ts";
import {
  accentTokens,
  basePalettes,
  buttonTokens,
  type Region,
  regionTokens,
  type Tokens,
} from "#domain/appearance/palette.ts";
import type { ColourWishes } from "#domain/appearance/template.ts";

/**
 * The wishes as a stylesheet that comes after pay.css. Its values are colours of
 * ours and nothing else, so no wish can become a rule, and each is repaired until
 * it can be read on what it stands on.
 */
export function stylesheet(wishes: ColourWishes): string {
  const rules = Object.keys(wishes).every((place) => accentPlaces.has(place)) ? accentRules : regionRules;
  const ground = wishes.bodyBackground ?? wishes.containerBackground;
  // A ground of the shop's own is the same by day and by night; what is ours follows the device.
  if (ground !== undefined) return rules(wishes, isDark(ground) ? "dark" : "light");
  return `${rules(wishes, "light")}@media (prefers-color-scheme:dark){${rules(wishes, "dark")}}`;
}

type Scheme = keyof typeof basePalettes;

const accentPlaces: ReadonlySet<string> = new Set(["accent", "primaryBackground", "primaryText"]);

/** A site's colour alone changes what stands out and what can be pressed. */
function accentRules(wishes: ColourWishes, scheme: Scheme): string {
  const base = basePalettes[scheme];
  const accent = accentTokens(wishes.accent ?? base.accent, [base.surface, base.page, base["neutral-soft"]]);
  return rule(":root", [declarations(accent), button(wishes, base.surface, scheme)]);
}

/** Every part of the page with its own ground, and all that stands on it. */
function regionRules(wishes: ColourWishes, scheme: Scheme): string {
  const base = basePalettes[scheme];
  const page = wishes.bodyBackground ?? base.page;
  const surface = wishes.containerBackground ?? base.surface;
  const accent = wishes.accent ?? base.accent;
  const body: Region = { ground: page, text: wishes.bodyText, accent: wishes.bodyLink ?? accent };
  const panel: Region = {
    ground: surface,
    text: wishes.containerText,
    label: wishes.containerLabel,
    accent: wishes.containerLink ?? wishes.accent,
  };
  const form: Region = {
    ...panel,
    ground: wishes.formBackground ?? surface,
    text: wishes.formText ?? wishes.containerText,
    line: wishes.formBorder,
    fieldLine: wishes.inputBorder,
  };
  return [
    rule(":root", [`--color-page:${page};`, region(body), button(wishes, form.ground, scheme)]),
    rule(".panel", [region(panel), "color:var(--color-text);"]),
    rule(".panel:has(.card-form)", [
      region(form),
      ...(wishes.formBorder === undefined ? [] : ["border-color:var(--color-line);"]),
    ]),
    label(wishes, form.ground),
    cart(wishes, page),
    pressed(".method", wishes.methodBackground, wishes.methodText, { ...wishes, ground: surface }),
    pressed(".button-quiet", wishes.secondaryBackground, wishes.secondaryText, { ground: form.ground }),
    header(wishes, page),
  ].join("");
}

const button = (wishes: ColourWishes, ground: Colour, scheme: Scheme): string =>
  declarations(
    buttonTokens(
      wishes.primaryBackground ?? wishes.accent ?? basePalettes[scheme].accent,
      wishes.primaryText,
      ground,
    ),
  );

const region = (wanted: Region): string =>
  `color-scheme:${isDark(wanted.ground) ? "dark" : "light"};${declarations(regionTokens(wanted))}`;

const label = ({ inputLabel }: ColourWishes, ground: Colour): string =>
  inputLabel === undefined
    ? ""
    : rule(".card-form label", [`color:${readableOn(inputLabel, [ground], 4.5)};`]);

/** The order's summary, a box of its own where it has a ground or a line. */
function cart(wishes: ColourWishes, page: Colour): string {
  const { cartBackground, cartText, cartLabel, cartBorder } = wishes;
  if ([cartBackground, cartText, cartLabel, cartBorder].every((wish) => wish === undefined)) return "";
  const wanted = { ground: cartBackground ?? page, text: cartText ?? wishes.bodyText, label: cartLabel };
  const box =
    cartBackground === undefined && cartBorder === undefined
      ? []
      : [
          `border:1px solid ${cartBorder ?? "transparent"};`,
          "border-radius:var(--radius-panel);padding:var(--space-5);background:var(--color-surface);",
        ];
  return rule(".summary", [region(wanted), "color:var(--color-text);", ...box]);
}

/** What is pressed beside the main button. */
function pressed(
  selector: string,
  background: Colour | undefined,
  text: Colour | undefined,
  { ground, methodBorder }: { readonly ground: Colour; readonly methodBorder?: Colour },
): string {
  if (background === undefined && text === undefined && methodBorder === undefined) return "";
  const on = background ?? ground;
  const colour = `color:${readableOn(text ?? poleOn(on), [on], 4.5)};`;
  return [
    rule(selector, [
      ...(background === undefined ? [] : [`background:${background};`]),
      ...(methodBorder === undefined ? [] : [`border-color:${readableOn(methodBorder, [ground], 3)};`]),
    ]),
    // Above it too: pay.css gives what is quiet another colour there.
    rule(`${selector},${selector}:hover`, [colour]),
  ].join("");
}

/** The band above the page. */
function header({ headerBackground, headerText }: ColourWishes, page: Colour): string {
  if (headerBackground === undefined && headerText === undefined) return "";
  const ground = headerBackground ?? page;
  const text = readableOn(headerText ?? poleOn(ground), [ground], 4.5);
  return rule(".shop-header", [`background:${ground};color:${text};`]);
}

const rule = (selector: string, declared: readonly string[]): string => `${selector}{${declared.join("")}}`;

const declarations = (tokens: Tokens): string =>
  [...tokens].map(([name, value]) => `--color-${name}:${value};`).join("");
