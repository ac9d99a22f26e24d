import { type CardBrand, brandNames } from "#domain/card/brand.ts";
import { type Cobrand, cobrandNames } from "#domain/card/cobrand.ts";
import type { Texts } from "../texts/en.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { brandChoice } from "./brand-choice.ts";
import { type CardField, cardField } from "./card-field.ts";
import type { SharedForm } from "./card-form-blank.ts";
import type { CardFormErrors } from "./card-form-page.ts";
import { html } from "./html.ts";
import { isHidden } from "./page-context.ts";

/** The fields in the order of the page. */
export const inputNames = [
  ["cardNumber", "card_number"],
  ["expiry", "card_expiry"],
  ["cvc", "card_cvc"],
  ["holderName", "card_holder_name"],
] as const;

/** The number first, then which of its brands, then the rest. */
export function cardInputs(links: AssetLinks, view: SharedForm): readonly string[] {
  const [cardNumber = "", ...others] = fields(links, view).map(cardField);
  const { cobrand } = view;
  return cobrand === null
    ? [cardNumber, ...others]
    : [
        cardNumber,
        brandChoice(links, view.page.locale, { cobrand, isVisaMarked: view.isVisaMarked }),
        ...others,
      ];
}

function fields(
  links: AssetLinks,
  { page, brands, values, errors, cobrand, month }: SharedForm,
): readonly CardField[] {
  const texts = textsFor(page.locale);
  const { card, cardErrors } = texts;
  const firstInError = inputNames.find(([name]) => errors[name] !== undefined)?.[0];
  const state = (name: keyof CardFormErrors): Pick<CardField, "error" | "hasFocus"> => {
    const code = errors[name];
    return { error: code === undefined ? null : cardErrors[code], hasFocus: name === firstInError };
  };
  return [
    {
      name: "card_number",
      label: card.cardNumber,
      labelAside: isHidden(page, "hide_cc_logos")
        ? ""
        : brandIcons(links, { brands, cobrand }, card.acceptedBrands),
      autocomplete: "cc-number",
      inputMode: "numeric",
      // Nineteen digits with a sign between each two.
      maxLength: 37,
      value: null,
      refusals: {
        missing: cardErrors["card-number-missing"],
        invalid: cardErrors["card-number-invalid"],
        incomplete: cardErrors["card-number-incomplete"],
        unsupported: cardErrors["card-brand-unsupported"],
      },
      ...state("cardNumber"),
    },
    {
      name: "card_expiry",
      label: card.expiry,
      autocomplete: "cc-exp",
      inputMode: "numeric",
      maxLength: 9,
      placeholder: card.expiryFormat,
      value: values.expiry,
      refusals: {
        missing: cardErrors["expiry-missing"],
        invalid: cardErrors["expiry-invalid"],
        expired: cardErrors["card-expired"],
        month,
      },
      ...state("expiry"),
    },
    ...(brands.every(hasNoCvc) ? [] : [cvcField(texts, state("cvc"))]),
    {
      name: "card_holder_name",
      label: card.holderName,
      autocomplete: "cc-name",
      inputMode: "text",
      // cardholderName of EMV 3DS 2.2.0 holds 45 characters.
      maxLength: 45,
      value: values.holderName,
      refusals: { missing: cardErrors["holder-name-missing"], invalid: cardErrors["holder-name-invalid"] },
      ...state("holderName"),
    },
  ];
}

const hasNoCvc = (brand: CardBrand): boolean => brand === "MISTERCASH";

const cvcField = ({ card, cardErrors }: Texts, state: Pick<CardField, "error" | "hasFocus">): CardField => ({
  name: "card_cvc",
  label: card.cvc,
  hint: { text: card.cvcHint, amexText: card.cvcHintAmex },
  autocomplete: "cc-csc",
  inputMode: "numeric",
  maxLength: 4,
  value: null,
  refusals: { missing: cardErrors["cvc-missing"], invalid: cardErrors["cvc-invalid"] },
  ...state,
});

/** All brands that may pay; the script dims the others once it knows the card's. */
function brandIcons(
  links: AssetLinks,
  { brands, cobrand }: { readonly brands: readonly CardBrand[]; readonly cobrand: Cobrand | null },
  label: string,
): string {
  const item = (id: string, name: string, path: string): string =>
    html`<li data-brand="${id}"><img src="!${path}" alt="${name}" width="38" height="24" /></li>`;
  const items = [
    ...(cobrand === null ? [] : [item(cobrand, cobrandNames[cobrand], links.cobrands[cobrand].path)]),
    ...brands.map((brand) => item(brand, brandNames[brand], links.brands[brand].path)),
  ];
  return html`<ul class="brands" aria-label="${label}">
    !${items}
  </ul>`;
}
