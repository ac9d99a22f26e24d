import { Members } from "./members.ts";
import { methodOf } from "./methods.ts";
import type { Account, PaymentOrder, Shipment } from "./payment.ts";

export interface PaymentRequest {
  readonly order: PaymentOrder;
  readonly account: Account | null;
  readonly consumer: Consumer | null;
  /** Reference of an earlier mandate. */
  readonly token: string | null;
  /** The shopper is to give leave for later debits. */
  readonly wantsMandate: boolean;
}

/** What is known of the shopper, by its name on the wire. */
type ConsumerMember =
  | "first_name"
  | "last_name"
  | "email"
  | "phone"
  | "birthday"
  | "gender"
  | "address"
  | "house_number"
  | "zip_code"
  | "city"
  | "country";

export type Consumer = Readonly<Record<ConsumerMember, string | null>>;

export interface RefundRequest {
  readonly reference: string;
  readonly amountMinor: number;
  readonly description: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly request: T }
  /** A sentence for the log of who sent it. */
  | { readonly ok: false; readonly message: string };

/** Twelve digits, as in the books of the acquirer. */
const amountLimits = { least: 1, most: 999_999_999_999 };
const referenceLimits = { most: 64 };

/** `POST /payments`. A member that may be null may also be absent. */
export function parsePaymentRequest(body: unknown): Parsed<PaymentRequest> {
  const members = new Members(body);
  const order: PaymentOrder = {
    reference: members.text("reference", referenceLimits),
    method: parseMethod(members),
    amountMinor: members.wholeNumber("amount", amountLimits),
    currency: parseCurrency(members),
    description: members.text("description", { least: 0, most: 200 }),
    locale: members.textOrNull("locale", { most: 35 }) ?? "en_US",
    returnUrl: members.url("return_url"),
    webhookUrl: members.url("webhook_url"),
    expiresAt: members.instantOrNull("expires_at"),
    issuer: members.textOrNull("issuer", { most: 35 }),
  };
  const request: PaymentRequest = {
    order,
    account: members.objectOrNull("account", parseAccount),
    consumer: members.objectOrNull("consumer", parseConsumer),
    token: members.textOrNull("token", { most: 64 }),
    wantsMandate: members.flag("wants_mandate"),
  };
  if (order.method === "DIRDEB" && request.token === null && !request.account?.iban) {
    members.wrong("account: a direct debit needs an iban, or the token of a mandate", null);
  }
  return parsed(members, request);
}

/** `POST /payments/{id}/shipments` */
export function parseShipment(body: unknown): Parsed<Shipment> {
  const members = new Members(body);
  return parsed(members, {
    reference: members.text("reference", referenceLimits),
    amountMinor: members.wholeNumber("amount", amountLimits),
  });
}

/** `POST /payments/{id}/refunds` */
export function parseRefund(body: unknown): Parsed<RefundRequest> {
  const members = new Members(body);
  return parsed(members, {
    reference: members.text("reference", referenceLimits),
    amountMinor: members.wholeNumber("amount", amountLimits),
    description: members.textOrNull("description", { most: 200 }) ?? "",
  });
}

/** `POST /payments/{id}/cancel` and `/accept`, which say nothing but their name. */
export function parseNothing(body: unknown): Parsed<null> {
  return parsed(new Members(body), null);
}

function parsed<T>(members: Members, request: T): Parsed<T> {
  const message = members.mistake();
  return message === null ? { ok: true, request } : { ok: false, message };
}

function parseMethod(members: Members): string {
  const id = members.text("method", { most: 32 });
  return methodOf(id) === null ? members.wrong("method: there is no such method here", "") : id;
}

function parseCurrency(members: Members): string {
  const currency = members.text("currency", { least: 3, most: 3 });
  return /^[A-Z]{3}$/.test(currency) ? currency : members.wrong("currency must be three letters", "");
}

function parseAccount(members: Members): Account {
  return {
    holder: members.textOrNull("holder", { most: 200 }),
    iban: members.textOrNull("iban", { most: 42 })?.replaceAll(" ", "").toUpperCase() ?? null,
    bic: members.textOrNull("bic", { most: 11 }),
  };
}

function parseConsumer(members: Members): Consumer {
  const read = (name: ConsumerMember): string | null => members.textOrNull(name, { most: 200 });
  return {
    first_name: read("first_name"),
    last_name: read("last_name"),
    email: read("email"),
    phone: read("phone"),
    birthday: read("birthday"),
    gender: read("gender"),
    address: read("address"),
    house_number: read("house_number"),
    zip_code: read("zip_code"),
    city: read("city"),
    country: read("country"),
  };
}
