import { randomBytes } from "node:crypto";
import { testCards } from "../issuer/cards.ts";
import { type Language, languageOf } from "../languages.ts";
import { formField } from "../web.ts";
import { type Product, products } from "./products.ts";

/** What the shopper chose, as posted by the shop's one form. */
export interface OrderForm {
  readonly product: Product;
  readonly quantity: number;
  readonly type: "redirect" | "direct";
  readonly cardNumber: string;
  readonly notificationMethod: "GET" | "POST";
  readonly flexible3d: boolean | null;
  readonly language: Language;
}

const flexibleChoices: ReadonlyMap<string, boolean | null> = new Map([
  ["default", null],
  ["on", true],
  ["off", false],
]);

/** Null for a form that our page cannot have sent; fields left out get what the page has chosen at first. */
export function parseOrderForm(body: unknown): OrderForm | null {
  const field = (name: string, preset: string): string => formField(body, name) ?? preset;
  const product = products.find(({ id }) => id === field("product", "beans"));
  const quantity = Number(field("quantity", "1"));
  const card = testCards.find(({ number }) => number === field("card", "4111111111111111"));
  const flexible3d = flexibleChoices.get(field("flexible_3d", "default"));
  const type = field("type", "redirect");
  const notificationMethod = field("notification_method", "POST");
  if (product === undefined || card === undefined || flexible3d === undefined) return null;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 9) return null;
  if (type !== "redirect" && type !== "direct") return null;
  if (notificationMethod !== "GET" && notificationMethod !== "POST") return null;
  const language = languageOf(field("language", "en"));
  return { product, quantity, type, cardNumber: card.number, notificationMethod, flexible3d, language };
}

/** `shop-` and ten characters: unique for a site, and kind to URLs. */
export function newOrderId(): string {
  return `shop-${randomBytes(5).toString("hex")}`;
}

export interface Shopper {
  readonly ipAddress: string;
  readonly userAgent: string;
}

const locales: Readonly<Record<Language, string>> = { en: "en_US", nl: "nl_NL", de: "de_DE" };

/** The body of `POST /v1/json/orders`, as a merchant's server writes it. */
export function orderRequest(
  form: OrderForm,
  {
    orderId,
    shopUrl,
    shopper,
    now,
  }: {
    readonly orderId: string;
    readonly shopUrl: string;
    readonly shopper: Shopper;
    readonly now: Date;
  },
): object {
  const returnUrl = `${shopUrl}/orders/${orderId}`;
  const flexible = form.flexible3d === null ? {} : { flexible_3d: form.flexible3d };
  return {
    type: form.type,
    gateway: "CREDITCARD",
    order_id: orderId,
    currency: "EUR",
    amount: form.product.priceMinor * form.quantity,
    description: `${form.quantity} × ${form.product.names[form.language]}`,
    payment_options: {
      notification_url: `${shopUrl}/notifications`,
      notification_method: form.notificationMethod,
      redirect_url: returnUrl,
      cancel_url: returnUrl,
    },
    customer: customer(shopper, form.language),
    gateway_info: form.type === "direct" ? { ...cardFields(form.cardNumber, now), ...flexible } : flexible,
  };
}

function customer(shopper: Shopper, language: Language): object {
  return {
    locale: locales[language],
    ip_address: shopper.ipAddress,
    first_name: "Sam",
    last_name: "Sample",
    address1: "Example Street",
    house_number: "39C",
    zip_code: "1033SC",
    city: "Amsterdam",
    country: "NL",
    phone: "0200000000",
    email: "shopper@example.com",
    user_agent: shopper.userAgent,
    browser: {
      javascript_enabled: 1,
      java_enabled: 0,
      cookies_enabled: 1,
      language,
      screen_color_depth: "24",
      screen_height: "1080",
      screen_width: "1920",
      time_zone: "-60",
      user_agent: shopper.userAgent,
      platform: "Linux x86_64",
    },
  };
}

function cardFields(number: string, now: Date): object {
  return {
    card_number: number,
    card_holder_name: "Sam Sample",
    card_expiry_date: `${String((now.getUTCFullYear() + 2) % 100).padStart(2, "0")}12`,
    card_cvc: number.startsWith("3") ? "1234" : "123",
  };
}
