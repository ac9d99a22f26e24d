import { html } from "ghtml";
import { bankLayout } from "../bank-layout.ts";
import { type Language, languageOf } from "../languages.ts";
import type { Authentication } from "./acs.ts";
import { formatAmount } from "./amount.ts";
import { challengeResponse, methodNotification, type MethodRequest } from "./browser-messages.ts";
import type { FinalTransStatus } from "./result.ts";
import { acsTexts } from "./texts.ts";

/** What the browser brought and must take along. */
export interface Carried {
  readonly creq: string;
  readonly threeDSSessionData: string | undefined;
}

const choices: readonly FinalTransStatus[] = ["Y", "N", "A", "U", "R"];

export function challengePage(authentication: Authentication, carried: Carried): string {
  const language = languageOf(authentication.browserLanguage);
  const texts = acsTexts[language];
  const options = choices.map((choice) => html`<option value="${choice}">${texts.results[choice]}</option>`);
  const body = html` <p>${texts.question}</p>
    <dl>
      <div>
        <dt>${texts.merchant}</dt>
        <dd>${authentication.purchase.merchantName}</dd>
      </div>
      <div>
        <dt>${texts.amount}</dt>
        <dd class="amount">${formatAmount(authentication.purchase, language)}</dd>
      </div>
      <div>
        <dt>${texts.card}</dt>
        <dd>${texts.cardEndingIn} ${authentication.last4}</dd>
      </div>
    </dl>
    <form method="post" action="/acs/decide">
      <input type="hidden" name="creq" value="${carried.creq}" />
      !${sessionData(carried)}
      <label for="transStatus">${texts.result}</label>
      <select id="transStatus" name="transStatus">
        !${options.join("")}
      </select>
      <button type="submit">${texts.confirm}</button>
      <button type="submit" name="cancel" value="cancel" class="quiet">${texts.cancel}</button>
    </form>`;
  return layout({ language, title: texts.title, body });
}

/** Takes the browser back to the merchant, by itself where script runs. */
export function returnPage(authentication: Authentication, carried: Carried): string {
  const language = languageOf(authentication.browserLanguage);
  const texts = acsTexts[language];
  const body = html`<p>${texts.done}</p>
    !${returnForm(authentication, carried)}`;
  return layout({ language, title: texts.doneTitle, body, submitsItself: true });
}

/** For a challenge opened again after its end: says so, and leads back only when asked. */
export function alreadyDecidedPage(authentication: Authentication, carried: Carried): string {
  const language = languageOf(authentication.browserLanguage);
  const texts = acsTexts[language];
  const body = html`<p>${texts.alreadyDone}</p>
    !${returnForm(authentication, carried)}`;
  return layout({ language, title: texts.title, body });
}

/** The 3DS Method: a real issuer would look at the browser here; we only report that we did. */
export function methodPage(request: MethodRequest): string {
  const texts = acsTexts.en;
  const body = html` <form method="post" action="${request.notificationUrl}">
    <input type="hidden" name="threeDSMethodData" value="${methodNotification(request)}" />
    <button type="submit">${texts.goOn}</button>
  </form>`;
  return layout({ language: "en", title: texts.methodTitle, body, submitsItself: true });
}

export function errorPage(sentence: "unusable" | "unknown" | "noChoice", language: Language): string {
  const texts = acsTexts[language];
  return layout({ language, title: texts.unusableTitle, body: html`<p>${texts[sentence]}</p>` });
}

function returnForm(authentication: Authentication, carried: Carried): string {
  const { backToMerchant } = acsTexts[languageOf(authentication.browserLanguage)];
  return html` <form method="post" action="${authentication.notificationURL}">
    <input type="hidden" name="cres" value="${challengeResponse(authentication)}" />
    !${sessionData(carried)}
    <button type="submit">${backToMerchant}</button>
  </form>`;
}

/** Echoed as it came, and absent where it was absent. */
function sessionData({ threeDSSessionData }: Carried): string {
  if (threeDSSessionData === undefined) return "";
  return html`<input type="hidden" name="threeDSSessionData" value="${threeDSSessionData}" />`;
}

function layout(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  readonly submitsItself?: boolean;
}): string {
  return bankLayout({ ...page, note: acsTexts[page.language].simulated });
}
