import { type CardBrand, brandNames } from "#domain/card/brand.ts";
import { type Cobrand, cobrandNames } from "#domain/card/cobrand.ts";
import type { RecurringModel } from "#domain/token/recurring-model.ts";
import type { CardGatewayId } from "#domain/method/catalogue.ts";
import type { MethodOption } from "../method-options.ts";
import type { Texts } from "../texts/en.ts";
import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import { anotherWay } from "./another-way.ts";
import type { AssetLinks } from "./asset-links.ts";
import { cancelForm } from "./cancel-form.ts";
import { brandChoice } from "./brand-choice.ts";
import { browserFields } from "./browser-fields.ts";
import { type CardField, cardField } from "./card-field.ts";
import { html } from "./html.ts";
import { shieldIcon } from "./icons.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { methodChoice } from "./method-choice.ts";
import { orderSummary } from "./order-summary.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";
import { savedCardsPanel, type SavedCardsView } from "./saved-cards.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { testCards, testModeBanner } from "./test-mode.ts";

/** Why a card form came back; each has a sentence in every language. */
export type CardFormErrorCode = keyof Texts["cardErrors"];
/** `form` stands for what no single field can mend. */
export type CardFormErrors = Readonly<
  Partial<Record<"cardNumber" | "holderName" | "expiry" | "cvc" | "form", CardFormErrorCode>>
>;

export interface CardFormView {
  readonly page: PageContext;
  readonly brands: readonly CardBrand[];
  /** What may come back after a refusal. Number and CVC have no place here (PCI DSS 3.3, 3.4). */
  readonly values: { readonly holderName: string; readonly expiry: string };
  readonly errors: CardFormErrors;
  /** The gateway whose form the shopper asked for among several; null: there is but this one. */
  readonly chosen: CardGatewayId | null;
  /** Other ways to pay, where the shopper may choose. */
  readonly methods: readonly MethodOption[];
  /** Those that shoppers of the country reach for before a card. */
  readonly likelyMethods?: readonly MethodOption[];
  readonly saved?: SavedCardsView;
  /** The national brand that may stand on the card beside Visa. */
  readonly cobrand?: Cobrand | null;
  /** A form that came back keeps the choice of Visa. */
  readonly isVisaMarked?: boolean;
  /** What the card that is typed will be kept for; null where it is not kept. */
  readonly keptFor?: RecurringModel | null;
  /** The present month as `YYMM`: what ends before it has expired. */
  readonly month?: string;
}

/** The fields in the order of the page. */
const inputNames = [
  ["cardNumber", "card_number"],
  ["expiry", "card_expiry"],
  ["cvc", "card_cvc"],
  ["holderName", "card_holder_name"],
] as const;

export function cardFormPage(links: AssetLinks, view: CardFormView): string {
  const { page, brands, errors } = view;
  const texts = textsFor(page.locale);
  const { card } = texts;
  const hasSaved = (view.saved?.cards.length ?? 0) > 0;
  const isFirstShowing = Object.keys(errors).length === 0;
  return layout({
    links,
    locale: page.locale,
    page,
    title: card.title(shopTextInSentence(page.shopName)),
    banner: testModeBanner(page),
    main: html`<main class="checkout">
      !${orderSummary(page)}
      <div class="ways">
        !${savedCardsPanel(links, page, view.saved ?? noSaved, view.chosen ?? undefined)}
        !${methodChoice(links, page, view.likelyMethods ?? [], { isAlone: false, isLikely: true })}
        <section class="panel" aria-labelledby="card-heading">
          <h1 id="card-heading">${hasSaved ? texts.cardForm.anotherCard : card.heading}</h1>
          !${errorSummary(texts, errors)}
          <form
            class="card-form"
            method="post"
            action="!${connectPath(page, "card", view.chosen ?? undefined)}"
            novalidate
            data-card-form
          >
            !${inputs(links, view)} !${keptNotice(view, texts)} !${browserFields()}
            <button class="button" type="submit" !${controlName(view)} data-busy="${card.busy}">
              ${payLabel(page, texts)}
            </button>
          </form>
          !${view.chosen === null ? "" : anotherWay(page)} !${cancelForm(page)}
          <p class="privacy">!${shieldIcon}<span>${card.privacy(shopTextInSentence(page.shopName))}</span></p>
        </section>
        !${methodChoice(links, page, view.methods, { isAlone: false })}
      </div>
      !${
        // A refused form names no card number at all: whoever checks that nothing is echoed only has to search.
        page.isSandbox && isFirstShowing
          ? testCards(page, brands.includes("MISTERCASH") ? "bancontact" : "any")
          : ""
      }
    </main>`,
    footer: languageSwitch(page),
  });
}

/** The number first, then which of its brands, then the rest. */
function inputs(links: AssetLinks, view: CardFormView): readonly string[] {
  const [cardNumber = "", ...others] = fields(links, view).map(cardField);
  const { cobrand } = view;
  return cobrand === null || cobrand === undefined
    ? [cardNumber, ...others]
    : [
        cardNumber,
        brandChoice(links, view.page.locale, { cobrand, isVisaMarked: view.isVisaMarked === true }),
        ...others,
      ];
}

const noSaved: SavedCardsView = { cards: [], isRefused: false };

/** Consent to keep the card, given by going on (contract, cards-3ds.md §10: the shop asks for it, and is promised a token). */
function keptNotice({ page, keptFor }: CardFormView, { cardForm }: Texts): string {
  if (keptFor === null || keptFor === undefined) return "";
  const sentence = keptFor === "cardOnFile" ? cardForm.keptForShopper : cardForm.keptForShop;
  return html`<p class="field-hint">${sentence(shopTextInSentence(page.shopName))}</p>`;
}

/** Among other methods the card is one of the choice, and carries its gateway id as each of them does (contract, pages.md). */
const controlName = ({ chosen, methods, likelyMethods }: CardFormView): string =>
  chosen === null && methods.length + (likelyMethods?.length ?? 0) > 0
    ? 'name="gateway" value="CREDITCARD"'
    : "";

const payLabel = (page: PageContext, texts: Texts): string =>
  page.money.amount === 0n ? texts.card.confirmCard : texts.card.pay(formatAmount(page.money, page.locale));

function fields(
  links: AssetLinks,
  { page, brands, values, errors, cobrand, month }: CardFormView,
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
        : brandIcons(links, { brands, cobrand: cobrand ?? null }, card.acceptedBrands),
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
        month: month ?? "",
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

/** What to look at, with a way to each field; the sentence itself stands beside its field. */
function errorSummary(texts: Texts, errors: CardFormErrors): string {
  const items = inputNames
    .filter(([name]) => errors[name] !== undefined)
    .map(([name, inputName]) => html`<li><a href="#${inputName}">${texts.card[name]}</a></li>`);
  if (items.length === 0 && errors.form === undefined) return "";
  return html`<div class="error-summary" role="alert">
    !${errors.form === undefined ? "" : html`<p>${texts.cardErrors[errors.form]}</p>`}
    !${
      items.length === 0
        ? ""
        : html`<p>${texts.card.errorSummary}</p>
            <ul>
              !${items}
            </ul>`
    }
  </div>`;
}
