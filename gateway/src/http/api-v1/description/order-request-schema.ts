import { Type } from "typebox";
import { type Method, methods } from "#domain/method/catalogue.ts";
import { recurringModels } from "#domain/token/recurring-model.ts";
import { checkoutOptions, shoppingCart } from "./cart-schema.ts";
import { customer } from "./customer-schema.ts";
import { gatewayInfo } from "./gateway-info-schema.ts";
import { amountMember, choice, currencyMember, flag, orderIdMember, text, url } from "./members.ts";
import { affiliate } from "./split-payments-schema.ts";
import { template } from "./template-schema.ts";

const paymentOptions = Type.Object(
  {
    notification_url: Type.Optional(url("Called after every change of status, until it answers 200.")),
    notification_method: Type.Optional(
      choice(["GET", "POST"], "POST brings the signed order; GET only its transactionid. Default GET."),
    ),
    redirect_url: Type.Optional(url("Where the shopper goes after paying. May have an app's own scheme.")),
    cancel_url: Type.Optional(url("Where the shopper goes without having paid.")),
    close_window: Type.Optional(flag("Close the payment page instead of going on.")),
    template: Type.Optional(template),
    allowed_countries: Type.Optional(
      Type.Array(Type.String(), { description: "FastCheckout: countries the shop ships to. Empty: all." }),
    ),
  },
  { title: "PaymentOptions", description: "Where notifications and the shopper go." },
);

const tokenName = Type.String({
  pattern: "^[A-Za-z0-9]{11,64}$",
  description:
    "A token: a direct order charges its card, or debits its account. Card and gateway may be left out then.",
});

const recurringModel = choice(
  recurringModels,
  "What the card may be charged for later, or is charged for now.",
);

const idsOf = (isWanted: (method: Method) => boolean): string =>
  methods
    .filter(isWanted)
    .map(({ id }) => id)
    .join(", ");

const redirectOnly = idsOf(({ isDirect }) => !isDirect);
const payLater = idsOf(({ kind }) => kind === "bnpl");

/** The body of `POST /orders`. */
export const orderRequest = Type.Object(
  {
    type: Type.Optional(
      choice(
        ["redirect", "direct", "paymentlink", "checkout"],
        "Who asks how to pay: our page, or the shop (`direct`). `checkout` is FastCheckout. Default redirect.",
      ),
    ),
    order_id: orderIdMember,
    currency: currencyMember(
      "ISO 4217, one that `GET /payment-methods` lists, for the gateway if one is named.",
    ),
    amount: amountMember("Zero only checks the card (VISA, MASTERCARD, MAESTRO)."),
    description: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: "Shown to the shopper. HTML tags are taken out. Required, except for FastCheckout.",
      }),
    ),
    gateway: Type.Optional(
      choice(
        methods.map(({ id }) => id),
        `Payment method. Required for a direct order, unless it charges a token. Only by redirect: ${redirectOnly}. Pay later
needs shopping_cart: ${payLater}.`,
      ),
    ),
    gateway_info: Type.Optional(gatewayInfo),
    payment_options: Type.Optional(paymentOptions),
    customer: Type.Optional(customer),
    delivery: Type.Optional(
      Type.Object(
        {},
        { description: "Where it is sent, with members like those of customer; kept as it comes." },
      ),
    ),
    shopping_cart: Type.Optional(shoppingCart),
    checkout_options: Type.Optional(checkoutOptions),
    affiliate: Type.Optional(affiliate),
    recurring_model: Type.Optional(recurringModel),
    recurring_id: Type.Optional(tokenName),
    recurring_flow: Type.Optional(Type.String({ description: "`token`; given back." })),
    recurring: Type.Optional(
      Type.Object(
        { model: Type.Optional(recurringModel), id: Type.Optional(tokenName) },
        { description: "The newer form of recurring_model and recurring_id, which win over it." },
      ),
    ),
    second_chance: Type.Optional(
      Type.Object(
        {
          send_email: Type.Optional(flag("Remind the shopper by mail after an hour and a day.")),
          send_mail: Type.Optional(flag("The newer spelling; send_email wins.")),
        },
        { description: "Reminders of a payment that the shopper left; they go to customer.email." },
      ),
    ),
    capture: Type.Optional(
      Type.Literal("manual", { description: "Only reserve the amount (cards); a capture takes it." }),
    ),
    days_active: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 365, description: "Life of the payment page. Default 30." }),
    ),
    seconds_active: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 31_536_000,
        description: "The same in seconds; wins over `days_active`.",
      }),
    ),
    items: Type.Optional(
      Type.String({ description: "The order as HTML, given back; left out beyond 20000 characters." }),
    ),
    var1: Type.Optional(text(500, "Free text, given back.")),
    var2: Type.Optional(text(500, "Free text, given back.")),
    var3: Type.Optional(text(500, "Free text, given back.")),
    custom_info: Type.Optional(
      Type.Object(
        {
          custom_1: Type.Optional(text(500, "")),
          custom_2: Type.Optional(text(500, "")),
          custom_3: Type.Optional(text(500, "")),
        },
        { description: "Free texts, given back." },
      ),
    ),
  },
  { title: "OrderRequest" },
);
