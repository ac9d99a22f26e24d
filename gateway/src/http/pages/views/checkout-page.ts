import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { cancelForm } from "./cancel-form.ts";
import { html } from "./html.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";
import { type SelectField, selectField } from "./select-field.ts";
import { shippingChoice, type ShippingOption } from "./shipping-choice.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { testModeBanner } from "./test-mode.ts";
import { type TextField, textField } from "./text-field.ts";

export type AddressField = TextField | SelectField;

export interface CheckoutView {
  readonly page: PageContext;
  readonly fields: readonly AddressField[];
  readonly shipping: readonly ShippingOption[];
  readonly chosenShipping: number | null;
  readonly shippingError: string | null;
  /** Of another address for the delivery; empty where none is asked. */
  readonly deliveryFields: readonly AddressField[];
  readonly shipsElsewhere: boolean;
}

/** What FastCheckout must know before the payment. The other address shows itself without script. */
export function checkoutPage(links: AssetLinks, view: CheckoutView): string {
  const { page } = view;
  const texts = textsFor(page.locale);
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.card.title(shopTextInSentence(page.shopName)),
    banner: testModeBanner(page),
    main: html`<main class="checkout">
      !${orderSummary(page)}
      <section class="panel" aria-labelledby="checkout-heading">
        <h1 id="checkout-heading">${texts.checkout.heading}</h1>
        !${errorSummary(view)}
        <form class="card-form" method="post" action="!${connectPath(page, "checkout")}" novalidate>
          !${view.fields.map(addressField)} !${otherAddress(view)}
          !${shippingChoice(texts.checkout, view.shipping, {
            chosen: view.chosenShipping,
            error: view.shippingError,
          })}
          <button class="button" type="submit">${texts.checkout.proceed}</button>
        </form>
        !${cancelForm(page)}
      </section>
    </main>`,
    footer: languageSwitch(page),
  });
}

const addressField = (field: AddressField): string =>
  "options" in field ? selectField(field) : textField(field);

function otherAddress({ page, deliveryFields, shipsElsewhere }: CheckoutView): string {
  if (deliveryFields.length === 0) return "";
  const texts = textsFor(page.locale).checkout;
  return html`<div class="field option">
      <input
        id="ships_elsewhere"
        type="checkbox"
        name="ships_elsewhere"
        value="1"
        !${shipsElsewhere ? "checked" : ""}
      />
      <label for="ships_elsewhere">${texts.shipsElsewhere}</label>
    </div>
    <fieldset class="field other-address">
      <legend>${texts.deliveryAddress}</legend>
      <div class="card-form">!${deliveryFields.map(addressField)}</div>
    </fieldset>`;
}

/** What to look at, with a way to each field; the sentence itself stands beside its field. */
function errorSummary({ page, fields, deliveryFields, shipsElsewhere, shippingError }: CheckoutView): string {
  const texts = textsFor(page.locale);
  const links = (asked: readonly AddressField[], of: string): readonly string[] =>
    asked
      .filter(({ error }) => error !== null)
      .map(({ name, label }) => html`<li><a href="#${name}">${of}${label}</a></li>`);
  const items = [
    ...links(fields, ""),
    ...links(shipsElsewhere ? deliveryFields : [], `${texts.withColon(texts.checkout.deliveryAddress)} `),
    ...(shippingError === null
      ? []
      : [html`<li><a href="#shipping_method">${texts.checkout.shipping}</a></li>`]),
  ];
  if (items.length === 0) return "";
  return html`<div class="error-summary" role="alert">
    <p>${texts.card.errorSummary}</p>
    <ul>
      !${items}
    </ul>
  </div>`;
}
