import type { DeclineCause } from "#domain/payment/decline-cause.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { attributeText, html } from "./html.ts";
import { checkIcon, clockIcon, crossIcon, warningIcon } from "./icons.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";
import { resultSentences } from "./result-sentences.ts";
import { linkTarget, shopTextInSentence } from "./shop-text.ts";
import { type Tone, statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export type ResultStatus = "completed" | "pending" | "declined" | "cancelled" | "expired";

export interface ResultView {
  readonly page: PageContext;
  /** An uncleared order is `pending` here: the shopper is never told (contract, edges.md). */
  readonly status: ResultStatus;
  /** Why it was declined. */
  readonly cause: DeclineCause | null;
  /** How it can be tried again, or null: with the one way to pay there is, or by choosing among several. */
  readonly retry: { readonly hasChoice: boolean } | null;
  /** The shop's return address, already with `transactionid`. */
  readonly returnUrl: string | null;
  readonly closeWindow: boolean;
}

const looks: Readonly<Record<ResultStatus, { readonly tone: Tone; readonly icon: string }>> = {
  completed: { tone: "success", icon: checkIcon },
  pending: { tone: "waiting", icon: clockIcon },
  declined: { tone: "failure", icon: warningIcon },
  cancelled: { tone: "neutral", icon: crossIcon },
  expired: { tone: "neutral", icon: clockIcon },
};

export function resultPage(links: AssetLinks, view: ResultView): string {
  const { page, status, retry, returnUrl, closeWindow } = view;
  const texts = textsFor(page.locale);
  const shop = shopTextInSentence(page.shopName);
  const result = texts.result[status];
  const told = resultSentences(texts, { ...view, mayRetry: retry !== null }, shop);
  const sentences = [...told, ...(closeWindow ? [texts.result.mayClose] : [])];
  const close = closeWindow ? "data-close-window" : "";
  return layout({
    links,
    locale: page.locale,
    page,
    title: result.heading,
    banner: testModeBanner(page),
    main: html`<main class="single" data-status="${status}" !${close}>
      !${statusPanel({
        ...looks[status],
        heading: result.heading,
        sentences,
        after:
          retry === null
            ? returnLink(returnUrl, texts.backToShop(shop))
            : retryForm(page, retry) + returnLink(returnUrl, texts.backToShop(shop), "button-quiet"),
      })}
      !${orderSummary(page)}
    </main>`,
    footer: languageSwitch(page),
  });
}

/** A form, for trying again changes the order, and nothing that a GET does may. */
function retryForm(page: PageContext, { hasChoice }: NonNullable<ResultView["retry"]>): string {
  const texts = textsFor(page.locale);
  return html`<form method="post" action="!${connectPath(page, "retry")}">
    <button class="button" type="submit">
      ${hasChoice ? texts.provider.chooseAnother : texts.retry.again}
    </button>
  </form>`;
}

/** The way back to the shop, or nothing where the order has none. */
export function returnLink(
  returnUrl: string | null,
  label: string,
  look: "button" | "button-quiet" = "button",
): string {
  const target = linkTarget(returnUrl);
  return target === null ? "" : html`<p><a class="${look}" href="!${attributeText(target)}">${label}</a></p>`;
}
