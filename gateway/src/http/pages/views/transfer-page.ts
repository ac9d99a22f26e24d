import type { TransferInstructions } from "#domain/payment/attempt.ts";
import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { attributeText, html } from "./html.ts";
import { clockIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { PageContext } from "./page-context.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export interface TransferView {
  readonly page: PageContext;
  readonly instructions: TransferInstructions;
  /** The shop's page, or null where it has none. */
  readonly returnUrl: string | null;
}

/** Where to transfer the money to; the order waits for it. */
export function transferPage(links: AssetLinks, { page, instructions, returnUrl }: TransferView): string {
  const texts = textsFor(page.locale);
  const facts = [
    [texts.transfer.amount, formatAmount(page.money, page.locale)],
    [texts.transfer.iban, grouped(instructions.iban)],
    [texts.transfer.bic, instructions.bic],
    [texts.transfer.holder, instructions.holder],
    [texts.transfer.bank, instructions.bank],
    [texts.transfer.reference, instructions.reference],
  ].filter(([, value]) => value !== "");
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.transfer.heading,
    banner: testModeBanner(page),
    main: html`<main class="single" data-status="pending">
      !${statusPanel({
        tone: "waiting",
        icon: clockIcon,
        heading: texts.transfer.heading,
        sentences: [texts.transfer.sentence],
        after: html`<dl class="facts">
            !${facts.map(
              ([label = "", value = ""]) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
          !${
            returnUrl === null
              ? ""
              : html`<p>
                  <a class="button" href="!${attributeText(returnUrl)}"
                    >${texts.backToShop(shopTextInSentence(page.shopName))}</a
                  >
                </p>`
          }`,
      })}
    </main>`,
  });
}

/** In fours, as it is printed on paper. */
const grouped = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");
