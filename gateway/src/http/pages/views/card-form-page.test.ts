import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "#domain/money.ts";
import { loadPageAssets } from "../assets/assets.ts";
import { type CardFormView } from "./card-form-page.ts";
import { condensed, everyPage, samplePage } from "./every-page-fixture.ts";
import { createPageViews } from "./page-views.ts";

const views = createPageViews(loadPageAssets());
const view: CardFormView = {
  page: { ...samplePage, locale: "nl_NL" },
  brands: ["VISA", "MASTERCARD"],
  values: { holderName: "", expiry: "" },
  errors: {},
  chosen: null,
  methods: [],
};
const input = (page: string, name: string): string =>
  new RegExp(`<input [^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? assert.fail(`no input ${name}`);

test("the inputs are those that a browser can fill with a saved card", () => {
  const page = condensed(views.cardFormPage(view));
  assert.match(input(page, "card_number"), /autocomplete="cc-number".*inputmode="numeric"/);
  assert.match(input(page, "card_holder_name"), /autocomplete="cc-name"/);
  assert.match(input(page, "card_expiry"), /autocomplete="cc-exp".*inputmode="numeric"/);
  assert.match(input(page, "card_cvc"), /autocomplete="cc-csc".*inputmode="numeric"/);
  assert.match(page, /action="\/connect\/[A-Za-z0-9]{35}\/card\?lang=nl_NL"/);
  assert.match(page, /action="\/connect\/[A-Za-z0-9]{35}\/cancel\?lang=nl_NL"/);
});

test("without script the form says that it comes from a browser without script", () => {
  const page = condensed(views.cardFormPage(view));
  assert.match(input(page, "browser_javascript_enabled"), /value="false"/);
  for (const name of ["language", "color_depth", "screen_height", "screen_width", "tz"]) {
    assert.match(input(page, `browser_${name}`), /type="hidden".*value=""/);
  }
});

test("a refused form keeps name and expiry, and leaves number and CVC empty", () => {
  const values = { holderName: "Sam Sample", expiry: "13/28" };
  const page = condensed(views.cardFormPage({ ...view, values, errors: { expiry: "expiry-invalid" } }));
  assert.match(input(page, "card_holder_name"), /value="Sam Sample"/);
  assert.match(input(page, "card_expiry"), /value="13\/28"/);
  assert.doesNotMatch(input(page, "card_number"), /\svalue=/);
  assert.doesNotMatch(input(page, "card_cvc"), /\svalue=/);
});

test("an error stands beside its field, is announced with it, and the first one has the focus", () => {
  const page = condensed(
    views.cardFormPage({
      ...view,
      errors: { expiry: "card-expired", cvc: "cvc-missing", form: "temporarily-unavailable" },
    }),
  );
  assert.match(
    input(page, "card_expiry"),
    /aria-describedby="card_expiry-error" aria-invalid="true" autofocus/,
  );
  assert.match(
    input(page, "card_cvc"),
    /aria-describedby="card_cvc-hint card_cvc-error" aria-invalid="true">/,
  );
  assert.doesNotMatch(input(page, "card_number"), /aria-invalid|autofocus/);
  assert.match(page, /id="card_expiry-error">Deze kaart is verlopen/);
  assert.match(page, /role="alert">\s*<p>We kunnen uw betaling nu niet verwerken/);
  assert.match(page, /<a href="#card_expiry">Vervaldatum<\/a>/);
});

test("only the brands that may pay are shown", () => {
  const page = condensed(views.cardFormPage(view));
  assert.match(page, /alt="Visa"/);
  assert.match(page, /alt="MasterCard"/);
  assert.doesNotMatch(page, /alt="Maestro"|alt="American Express"/);
});

test("the button tells the amount, and for a zero amount that only the card is checked", () => {
  assert.match(views.cardFormPage(view), /<button class="button"[^>]*>\s*€\s10,00 betalen/);
  const zero = { ...view.page, money: { amount: minor(0n), currency: "EUR" } as const };
  assert.match(views.cardFormPage({ ...view, page: zero }), />\s*Kaart bevestigen\s*</);
});

test("every language is a link to the same payment, and the page's own is marked", () => {
  const page = condensed(views.cardFormPage({ ...view, page: { ...view.page, locale: "nl_BE" } }));
  for (const locale of ["en_US", "nl_NL", "de_DE"]) {
    assert.match(page, new RegExp(`href="/connect/${samplePage.token}/\\?lang=${locale}"`));
  }
  assert.match(page, /hreflang="nl" aria-current="true"/);
});

test("test cards are offered on the first showing in the sandbox only; no other page names a card number", () => {
  const cardNumber = /\d(?:[ -]?\d){11,18}/;
  for (const [name, page] of everyPage(views, { ...samplePage, isSandbox: true })) {
    const isOffered = /^card form( of (a zero amount|Bancontact|a shopper .*|a card .*))?$/.test(name);
    assert.equal(cardNumber.test(page), isOffered, name);
  }
  for (const [name, page] of everyPage(views, samplePage)) assert.doesNotMatch(page, cardNumber, name);
});
