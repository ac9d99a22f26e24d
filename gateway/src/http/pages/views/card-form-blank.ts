import { minor } from "#domain/money.ts";
import { emptyCart } from "../cart-lines.ts";
import type { Texts } from "../texts/en.ts";
import { textsFor } from "../texts/language.ts";
import { anotherWay } from "./another-way.ts";
import type { AssetLinks } from "./asset-links.ts";
import { browserFields } from "./browser-fields.ts";
import { cancelForm } from "./cancel-form.ts";
import { cardInputs, inputNames } from "./card-form-inputs.ts";
import type { CardFormErrors, CardFormView } from "./card-form-page.ts";
import { html } from "./html.ts";
import { shieldIcon } from "./icons.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { methodChoice } from "./method-choice.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";
import { testCards, testModeBanner } from "./test-mode.ts";

/** What the page of one payment has of its own, as html; all else is the same for many. */
export const cardGaps = [
  "token",
  "shopName",
  "title",
  "summary",
  "saved",
  "notice",
  "pay",
  "privacy",
] as const;
export type CardGap = (typeof cardGaps)[number];

/** What many pages have in common. What is not named here cannot stand in a blank that is kept. */
export interface SharedForm extends Required<
  Pick<
    CardFormView,
    | "brands"
    | "values"
    | "errors"
    | "chosen"
    | "methods"
    | "likelyMethods"
    | "cobrand"
    | "isVisaMarked"
    | "month"
  >
> {
  readonly page: Pick<PageContext, "locale" | "appearance" | "isSandbox" | "showsAllMethods">;
  readonly hasSaved: boolean;
}

/** The card form with a place for each gap. */
export function cardFormBlank(
  links: AssetLinks,
  view: SharedForm,
  places: Readonly<Record<CardGap, string>>,
): string {
  const page: PageContext = {
    ...view.page,
    token: places.token,
    shopName: places.shopName,
    description: "",
    orderId: "",
    money: { amount: minor(0n), currency: "EUR" },
    paidBefore: null,
    cart: emptyCart,
  };
  const { brands, errors } = view;
  const texts = textsFor(page.locale);
  const { card } = texts;
  return layout({
    links,
    locale: page.locale,
    page,
    title: places.title,
    banner: testModeBanner(page),
    main: html`<main class="checkout">
      !${places.summary}
      <div class="ways">
        !${places.saved} !${methodChoice(links, page, view.likelyMethods, { isAlone: false, isLikely: true })}
        <section class="panel" aria-labelledby="card-heading">
          <h1 id="card-heading">${view.hasSaved ? texts.cardForm.anotherCard : card.heading}</h1>
          !${errorSummary(texts, errors)}
          <form
            class="card-form"
            method="post"
            action="!${connectPath(page, "card", view.chosen ?? undefined)}"
            novalidate
            data-card-form
          >
            !${cardInputs(links, view)} !${places.notice} !${browserFields()}
            <button class="button" type="submit" !${controlName(view)} data-busy="${card.busy}">
              !${places.pay}
            </button>
          </form>
          !${view.chosen === null ? "" : anotherWay(page)} !${cancelForm(page)}
          <p class="privacy">!${shieldIcon}<span>!${places.privacy}</span></p>
        </section>
        !${methodChoice(links, page, view.methods, { isAlone: false })}
      </div>
      !${
        // A refused form names no card number at all: whoever checks that nothing is echoed only has to search.
        page.isSandbox && Object.keys(errors).length === 0
          ? testCards(page, brands.includes("MISTERCASH") ? "bancontact" : "any")
          : ""
      }
    </main>`,
    footer: languageSwitch(page),
  });
}

/** Among other methods the card is one of the choice, and carries its gateway id as each of them does (contract, pages.md). */
const controlName = ({ chosen, methods, likelyMethods }: SharedForm): string =>
  chosen === null && methods.length + likelyMethods.length > 0 ? 'name="gateway" value="CREDITCARD"' : "";

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
