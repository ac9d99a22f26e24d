import { html } from "ghtml";
import { isMessage, type Message } from "../directory-server/element-rules.ts";
import type { Language } from "../languages.ts";
import { money } from "../money.ts";
import type { ReceivedNotification } from "./inbox.ts";
import { layout } from "./layout.ts";
import { shopTexts } from "./texts.ts";

/** How the shop takes an order's status; a status that is none of these is not final. */
const outcomes: ReadonlyMap<string, "paid" | "unpaid"> = new Map([
  ["completed", "paid"],
  ["shipped", "paid"],
  ["partial_refunded", "paid"],
  ["refunded", "paid"],
  // Under review: the shopper is thanked, and the page goes on looking for the end.
  ["uncleared", "paid"],
  ["declined", "unpaid"],
  ["cancelled", "unpaid"],
  ["expired", "unpaid"],
  ["void", "unpaid"],
]);

export function orderPage(shown: {
  readonly order: Message;
  readonly orderId: string;
  readonly notifications: readonly ReceivedNotification[];
  readonly language: Language;
  /** Where an unfinished payment goes on; null where this shop did not place the order. */
  readonly paymentUrl: string | null;
}): string {
  const { order, language } = shown;
  const texts = shopTexts[language];
  const status = textOf(order, "status");
  const outcome = outcomes.get(status) ?? "open";
  const { title, sentence } = {
    paid: { title: texts.paidTitle, sentence: texts.paid },
    unpaid: { title: texts.unpaidTitle, sentence: texts.unpaid },
    open: { title: texts.openTitle, sentence: texts.open },
  }[outcome];
  const body = html` <h1>${title}</h1>
    <p class="lead">${sentence}</p>
    !${outcome === "open" ? continueLink(shown.paymentUrl, language) : ""}
    <section data-status="${status}" class="${outcome}">
      <h2>${texts.gatewaySays}</h2>
      !${orderFacts(order, shown.orderId, language)}
    </section>
    <section>
      <h2>${texts.notifications}</h2>
      !${notificationTable(shown.notifications, language)}
    </section>
    <p><a href="/shop?lang=${language}">${texts.backToShop}</a></p>`;
  const isSettled = outcome !== "open" && status !== "uncleared" && shown.notifications.length > 0;
  return layout({ language, title, body, refreshes: !isSettled });
}

function continueLink(paymentUrl: string | null, language: Language): string {
  if (paymentUrl === null) return "";
  return html`<p><a class="button" href="${paymentUrl}">${shopTexts[language].continuePayment}</a></p>`;
}

function orderFacts(order: Message, orderId: string, language: Language): string {
  const texts = shopTexts[language];
  const details = isMessage(order["payment_details"]) ? order["payment_details"] : {};
  const paidWith = [textOf(details, "type"), textOf(details, "last4")].filter(Boolean).join(" … ");
  const facts: readonly (readonly [string, string])[] = [
    [texts.order, orderId],
    [texts.amount, amountOf(order, language)],
    [texts.status, textOf(order, "status")],
    [texts.financialStatus, textOf(order, "financial_status")],
    [texts.paidWith, paidWith],
    [texts.reason, [textOf(order, "reason_code"), textOf(order, "reason")].filter(Boolean).join(" ")],
  ];
  const rows = facts
    .filter(([, value]) => value !== "")
    .map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    );
  return html`<dl>!${rows.join("")}</dl>`;
}

function notificationTable(notifications: readonly ReceivedNotification[], language: Language): string {
  const texts = shopTexts[language];
  if (notifications.length === 0) return html`<p>${texts.noNotifications}</p>`;
  const rows = notifications.map(
    ({ receivedAt, method, status, signature }) =>
      html`<tr>
        <td>${receivedAt.toISOString().slice(11, 19)}</td>
        <td>${method}</td>
        <td>${status ?? "–"}</td>
        <td class="${signature}">${signature}</td>
      </tr>`,
  );
  const headings = [texts.time, texts.method, texts.status, texts.signature];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.notifications}">
    <table>
      <thead>
        <tr>
          !${headings.map((heading) => html`<th scope="col">${heading}</th>`).join("")}
        </tr>
      </thead>
      <tbody>
        !${rows.join("")}
      </tbody>
    </table>
  </div>`;
}

function amountOf(order: Message, language: Language): string {
  const { amount, currency } = order;
  if (typeof amount !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) return "";
  return money(amount, currency, language);
}

function textOf(object: Message, name: string): string {
  const value = object[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
