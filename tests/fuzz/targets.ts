import { reachChallenge } from "../support/challenge.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { isObject, type Json, type JsonObject, numberAt, parseJson, textAt } from "../support/json.ts";
import { type Form, findForms } from "../support/markup.ts";
import { checkoutOrder, directOrder, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import type { World } from "../support/world.ts";
import type { Existing } from "./api-surface.ts";
import type { OverheardLine } from "./overheard-line.ts";

/** What is under way and can be hit. */
export interface Targets {
  readonly existing: Existing;
  readonly forms: readonly OpenForm[];
  /** Paths of open payment pages, with a slash at the end. */
  readonly pages: readonly string[];
  /** Results that would be believed, and the paths where they are waited for. */
  readonly results: readonly { readonly path: string; readonly message: JsonObject }[];
  readonly webhooks: readonly string[];
}

export interface OpenForm {
  readonly path: string;
  readonly form: Form;
}

const customer = { locale: "en_US", country: "NL", email: "shopper@example.com", ip_address: "192.0.2.10" };

/** Orders in every state that a stranger may meet, and the pages of those that are open. */
export async function makeTargets(world: World, line: OverheardLine): Promise<Targets> {
  const { api } = world;
  line.take();
  const make = async (body: JsonObject | Record<string, unknown>): Promise<JsonObject> =>
    assertAccepted(await api("POST", "/orders", body));
  const open = await Promise.all(
    [
      redirectOrder({ customer }),
      redirectOrder({ customer, gateway: "CREDITCARD", recurring_model: "cardOnFile" }),
      redirectOrder({ customer, gateway: "DIRDEB" }),
      redirectOrder({ customer, gateway: "IDEAL" }),
      redirectOrder({ customer, gateway: "BANKTRANS" }),
      checkoutOrder(),
    ].map(make),
  );
  const ended = [
    await make(directOrderWithout3ds({ customer })),
    await make(directOrderWithout3ds({ customer, capture: "manual" })),
    await make(directOrder({ customer, gateway: "IDEAL", gateway_info: { issuer_id: "3151" } })),
  ];
  const challenged = await make(directOrder({ customer }));
  const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
  const pages = await Promise.all(open.map((order) => shopper.open(textAt(order["payment_url"]))));
  await reachChallenge(shopper, await shopper.open(textAt(challenged["payment_url"])));
  const refunded = textAt(ended[0], "order_id");
  await api("POST", `/orders/${refunded}/refunds`, { currency: "EUR", amount: 10 });
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const me = assertAccepted(await api("GET", "/me"));
  const listed = await api("GET", "/transactions?limit=20");
  const heard = line.take().map(({ asked, answered }) => ({ asked, answered: objectIn(answered) }));
  return {
    existing: {
      order_id: [...open, ...ended, challenged].map((order) => textAt(order["order_id"])),
      refund_id: idsIn(await api("GET", `/orders/${refunded}/refunds`).then(({ text }) => text)),
      transaction_id: idsIn(listed.text),
      id: ["1", "2", "3"],
      reference: [reference],
      token: [token],
      site_id: [String(numberAt(me["site_id"]))],
      gateway_id: ["VISA", "IDEAL", "CREDITCARD", "KLARNA", "BANKTRANS"],
    },
    forms: pages.flatMap(formsOf),
    pages: pages.map(({ url }) => new URL(url).pathname),
    results: heard.flatMap(({ asked, answered }) => resultsOf(objectIn(asked), answered)),
    webhooks: heard.flatMap(({ asked }) =>
      [...asked.matchAll(/\/providers\/[\w-]+\/[\w-]+/g)].map(([path]) => path),
    ),
  };
}

const formsOf = (page: Page): readonly OpenForm[] =>
  findForms(page.html).map((form) => ({ path: new URL(form.action, page.url).pathname, form }));

const idsIn = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:transaction_id|id)":\s*"?(\d+)/g)].map((match) => match[1] ?? "");

/** The RReq that the directory server would send for this challenge. */
function resultsOf(asked: JsonObject, answered: JsonObject): Targets["results"] {
  if (asked["messageType"] !== "AReq" || answered["transStatus"] !== "C") return [];
  const ids = ["threeDSServerTransID", "acsTransID", "dsTransID"];
  const message = {
    messageType: "RReq",
    messageVersion: "2.2.0",
    messageCategory: "01",
    transStatus: "N",
    transStatusReason: "01",
    eci: "07",
    interactionCounter: "01",
    authenticationType: "02",
    ...Object.fromEntries(ids.map((name) => [name, answered[name] ?? asked[name] ?? ""])),
  };
  return [{ path: new URL(textAt(asked, "threeDSServerURL")).pathname, message }];
}

function objectIn(text: string): JsonObject {
  let value: Json = null;
  try {
    value = parseJson(text);
  } catch {
    // Not every message on the line is JSON.
  }
  return isObject(value) ? value : {};
}
