import { html } from "ghtml";
import { bankLayout } from "../bank-layout.ts";
import { type Language, languageOf } from "../languages.ts";
import { money } from "../money.ts";
import type { GiftCardMistake } from "./gift-cards.ts";
import { issuerName } from "./issuers.ts";
import { behaviourOf, methodOf, type Scenario } from "./methods.ts";
import type { Payment } from "./payment.ts";
import { bankTexts } from "./texts.ts";

/** Where the shopper decides what becomes of an open payment. */
export function scenarioPage(payment: Payment, { hasMistake }: { readonly hasMistake: boolean }): string {
  const language = languageOf(payment.locale);
  const texts = bankTexts[language];
  const scenarios = Object.keys(behaviourOf(payment.method).scenarios) as readonly Scenario[];
  const options = scenarios.map(
    (scenario) => html`<option value="${scenario}">${texts.scenarios[scenario]}</option>`,
  );
  const body = html`!${summary(payment, texts.amount)}
    <form method="post" action="/bank/pay/${payment.id}">
      <label for="scenario">${texts.scenario}</label>
      <select id="scenario" name="scenario" !${hasMistake ? invalidMark("scenario") : ""}>
        !${options.join("")}
      </select>
      !${hasMistake ? mistakeLine("scenario", texts.noChoice) : ""}
      <button type="submit">${texts.confirm}</button>
    </form>`;
  return layout({ language, title: texts.title, body });
}

/** Asks for a gift card. What was typed is not shown again: it could be a bank card's number. */
export function giftCardPage(payment: Payment, mistake: GiftCardMistake | null): string {
  const language = languageOf(payment.locale);
  const texts = bankTexts[language];
  const wrongCode = mistake === "badSecurityCode" ? texts.mistakes[mistake] : null;
  const wrongNumber = mistake === null || wrongCode !== null ? null : texts.mistakes[mistake];
  const body = html`!${summary(payment, texts.toPay)}
    <form method="post" action="/bank/pay/${payment.id}" novalidate>
      !${textField({ name: "number", label: texts.cardNumber, most: 30, hint: null, mistake: wrongNumber })}
      !${textField({
        name: "security_code",
        label: texts.securityCode,
        most: 4,
        hint: texts.securityCodeHint,
        mistake: wrongCode,
      })}
      <button type="submit">${texts.pay}</button>
      <button type="submit" name="cancel" value="cancel" class="quiet">${texts.cancel}</button>
    </form>`;
  return layout({ language, title: texts.giftCardTitle, body });
}

/** For a payment that nobody can change any more: says what became of it, and leads back. */
export function overPage(payment: Payment & { readonly status: Exclude<Payment["status"], "open"> }): string {
  const language = languageOf(payment.locale);
  const texts = bankTexts[language];
  const body = html`<p>${texts.over[payment.status]}</p>
    !${payment.status === "paid" && payment.paidMinor < payment.amountMinor ? rest(payment, language) : ""}
    <a class="button" href="${payment.returnUrl}">${texts.backToShop}</a>`;
  return layout({ language, title: texts.overTitle, body });
}

export function unknownPaymentPage(): string {
  const texts = bankTexts.en;
  return layout({ language: "en", title: texts.unknownTitle, body: html`<p>${texts.unknown}</p>` });
}

function rest({ amountMinor, paidMinor, currency }: Payment, language: Language): string {
  const texts = bankTexts[language];
  return html`<dl>
      !${line(texts.taken, money(paidMinor, currency, language))}
      !${line(texts.remains, money(amountMinor - paidMinor, currency, language), "amount")}
    </dl>
    <p>${texts.remainsHint}</p>`;
}

function summary(payment: Payment, amountLabel: string): string {
  const language = languageOf(payment.locale);
  const texts = bankTexts[language];
  const amount = money(payment.amountMinor, payment.currency, language);
  return html`<dl>
    !${line(texts.method, methodOf(payment.method)?.name ?? payment.method)}
    !${payment.issuer === null ? "" : line(texts.issuer, issuerName(payment.issuer))}
    !${payment.description === "" ? "" : line(texts.description, payment.description)}
    !${line(amountLabel, amount, "amount")}
  </dl>`;
}

function line(term: string, value: string, kind = "plain"): string {
  return html`<div>
    <dt>${term}</dt>
    <dd class="${kind}">${value}</dd>
  </div>`;
}

function textField(field: {
  readonly name: string;
  readonly label: string;
  readonly most: number;
  readonly hint: string | null;
  readonly mistake: string | null;
}): string {
  const { name, label, most, hint, mistake } = field;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      maxlength="${String(most)}"
      !${mistake === null ? "" : invalidMark(name)}
    />
    !${hint === null ? "" : html`<p class="hint">${hint}</p>`}
    !${mistake === null ? "" : mistakeLine(name, mistake)}
  </div>`;
}

function invalidMark(name: string): string {
  return html`aria-invalid="true" aria-describedby="${name}-mistake"`;
}

function mistakeLine(name: string, sentence: string): string {
  return html`<p class="mistake" id="${name}-mistake" role="alert">${sentence}</p>`;
}

function layout(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
}): string {
  return bankLayout({ ...page, note: bankTexts[page.language].simulated });
}
