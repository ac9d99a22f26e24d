import type { MethodOption } from "../method-options.ts";
import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import { anotherWay } from "./another-way.ts";
import type { AssetLinks } from "./asset-links.ts";
import { cancelForm } from "./cancel-form.ts";
import { html } from "./html.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { testModeBanner } from "./test-mode.ts";
import { type TextField, textField } from "./text-field.ts";

export interface ProviderView {
  readonly page: PageContext;
  readonly method: MethodOption;
  readonly fields: readonly TextField[];
  /** The account is left for later debits too. */
  readonly isLeft: boolean;
  /** The shopper may go back and choose another method. */
  readonly mayChoose: boolean;
}

/** One method of a provider: what it needs to know, and the way there. */
export function providerPage(
  links: AssetLinks,
  { page, method, fields, isLeft, mayChoose }: ProviderView,
): string {
  const texts = textsFor(page.locale);
  const heading = texts.provider.heading(method.name);
  const proceed = method.hasCheckout
    ? texts.provider.proceed(method.name)
    : texts.provider.confirm(formatAmount(page.money, page.locale));
  const shop = shopTextInSentence(page.shopName);
  return layout({
    links,
    locale: page.locale,
    page,
    title: heading,
    banner: testModeBanner(page),
    main: html`<main class="checkout">
      !${orderSummary(page)}
      <section class="panel" aria-labelledby="provider-heading">
        <h1 id="provider-heading">${heading}</h1>
        <form class="card-form" method="post" action="!${connectPath(page, "method")}" novalidate>
          <input type="hidden" name="gateway" value="${method.id}" />
          <input type="hidden" name="is_filled_in" value="1" />
          !${fields.map(textField)}
          !${method.id === "DIRDEB" ? html`<p class="field-hint">${isLeft ? texts.provider.mandateForLater(shop) : texts.provider.mandate(shop)}</p>` : ""}
          <button class="button" type="submit">${proceed}</button>
        </form>
        !${mayChoose ? anotherWay(page) : ""} !${cancelForm(page)}
      </section>
    </main>`,
    footer: languageSwitch(page),
  });
}
