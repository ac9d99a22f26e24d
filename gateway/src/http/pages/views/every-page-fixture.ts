import { methods as catalogue } from "#domain/method/catalogue.ts";
import { minor } from "#domain/money.ts";
import { plainAppearance } from "../appearance/appearance.ts";
import { bancontactAppOption, methodOptions, providerFieldNames } from "../method-options.ts";
import type { Customer } from "#domain/order/order.ts";
import { textFields } from "../provider-form.ts";
import { catalogues } from "../texts/language.ts";
import { everyCardForm } from "./every-card-form-fixture.ts";
import { everyCheckout } from "./every-checkout-fixture.ts";
import { everyRetry } from "./every-retry-fixture.ts";
import { everyLook } from "./every-look-fixture.ts";
import type { CardFormErrorCode } from "./card-form-page.ts";
import type { PageContext } from "./page-context.ts";
import type { PageViews } from "./page-views.ts";

/** A payment to show; tests change what they are about. */
export const samplePage: PageContext = {
  locale: "en_US",
  shopName: "Sample shop",
  description: "product description",
  money: { amount: minor(1000n), currency: "EUR" },
  paidBefore: null,
  orderId: "my-order-id-1",
  cart: { lines: [{ quantity: "2", name: "Sample item", total: "€10.00" }], left: 0 },
  appearance: plainAppearance,
  token: "dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNn",
  isSandbox: false,
};

const unknownCustomer: Customer = {
  firstName: null,
  lastName: null,
  companyName: null,
  address1: null,
  address2: null,
  houseNumber: null,
  zipCode: null,
  city: null,
  state: null,
  country: null,
  phone: null,
  email: null,
  reference: null,
  ipAddress: null,
  forwardedIp: null,
  userAgent: null,
  browser: {},
};
const instructions = {
  reference: "1234 5678",
  holder: "Sample Foundation",
  city: "Amsterdam",
  country: "NL",
  iban: "NL87ABNA0000000001",
  bic: "ABNANL2A",
  bank: "Sample bank",
};
const brands = ["VISA", "MASTERCARD", "MAESTRO", "AMEX"] as const;
const statuses = ["completed", "pending", "declined", "cancelled", "expired"] as const;
const goneReasons = ["used", "closed", "expired", "unknown"] as const;
const errorReasons = ["bad-request", "cross-site", "too-many", "unavailable", "not-found"] as const;

/** The markup without the spaces that only order the sources. */
export const condensed = (page: string): string => page.replaceAll(/\s+/g, " ").replaceAll(/ ?\/?>/g, ">");

/** Every page of ours in every state that changes its words, by a name for messages. */
export function everyPage(views: PageViews, page: PageContext): ReadonlyMap<string, string> {
  const { locale, shopName } = page;
  const values = { holderName: "Sam Sample", expiry: "08 / 30" };
  const returnUrl = "https://shop.example.com/return?type=redirect&transactionid=my-order-id-1";
  const methods = methodOptions(catalogue, unknownCustomer, locale);
  const codes = Object.keys(catalogues.en.cardErrors) as readonly CardFormErrorCode[];
  return new Map([
    ["card form", views.cardFormPage({ page, brands, values, errors: {}, chosen: null, methods: [] })],
    [
      "card form of Bancontact",
      views.cardFormPage({
        page,
        brands: ["MISTERCASH"],
        values,
        errors: {},
        chosen: "MISTERCASH",
        methods: [bancontactAppOption(locale)],
      }),
    ],
    ...codes.map((code): [string, string] => [
      `card form refused with ${code}`,
      views.cardFormPage({
        page,
        brands,
        values,
        errors: { cardNumber: code, cvc: code, form: code },
        chosen: null,
        methods: [],
      }),
    ]),
    [
      "card form of a zero amount",
      views.cardFormPage({
        page: { ...page, money: { amount: minor(0n), currency: "EUR" } },
        brands,
        values,
        errors: {},
        chosen: null,
        methods: [],
      }),
    ],
    [
      "card form with other methods",
      views.cardFormPage({
        page,
        brands,
        values,
        errors: { form: "temporarily-unavailable" },
        chosen: null,
        methods,
      }),
    ],
    [
      "choice of the rest",
      views.choicePage({ page: { ...page, paidBefore: { amount: minor(500n), currency: "EUR" } }, methods }),
    ],
    ["choice", views.choicePage({ page, methods })],
    ...everyCardForm(views, page, unknownCustomer),
    ...everyCheckout(views, page),
    ...everyLook(views, page),
    ...methods.map((method): [string, string] => [
      `provider ${method.id}`,
      views.providerPage({
        page,
        method,
        fields: textFields(
          providerFieldNames.map((name) => ({ name, isRequired: name !== "email" })),
          { errors: providerFieldNames, values: { phone: "0200000000" } },
          locale,
        ),
        isLeft: false,
        mayChoose: true,
      }),
    ]),
    ...methods.map((method): [string, string] => [
      `provider ${method.id} that leaves an account`,
      views.providerPage({ page, method, fields: [], isLeft: true, mayChoose: false }),
    ]),
    [
      "at a provider",
      views.atProviderPage({
        page,
        methodName: "iDEAL",
        checkoutUrl: "https://bank.example/pay?a=1&b=2",
      }),
    ],
    ["transfer", views.transferPage({ page, instructions, returnUrl })],
    [
      "method",
      views.methodPage({
        page,
        methodUrl: "https://acs.example/method?a=1&b=2",
        methodData: "eyJ0aHJlZSI6MX0",
        continueUrl: "/connect/abc/authenticate?lang=nl_NL",
      }),
    ],
    [
      "challenge",
      views.challengePage({
        page,
        acsUrl: "https://acs.example/challenge?a=1&b=2",
        creq: "eyJjcmVxIjoxfQ",
        sessionData: "c2Vzc2lvbg==",
      }),
    ],
    ["waiting", views.waitingPage({ page, refreshUrl: "/connect/abc/?lang=nl_NL" })],
    ...statuses.map((status): [string, string] => [
      `result ${status}`,
      views.resultPage({
        page,
        status,
        cause: null,
        retry: null,
        returnUrl,
        closeWindow: status === "completed",
      }),
    ]),
    ...everyRetry(views, page, returnUrl),
    ...goneReasons.map((reason): [string, string] => [
      `link ${reason}`,
      views.linkGonePage({ locale, reason, shopName, returnUrl }),
    ]),
    ["unsubscribe", views.unsubscribePage({ locale, shopName, isStopped: false })],
    ["unsubscribed", views.unsubscribePage({ locale, shopName, isStopped: true })],
    ["link of no known shop", views.linkGonePage({ locale, reason: "unknown", shopName: null, returnUrl })],
    ...errorReasons.map((reason): [string, string] => [
      `error ${reason}`,
      views.errorPage({ locale, reason, incidentId: "inc_5f2c9a" }),
    ]),
  ]);
}
