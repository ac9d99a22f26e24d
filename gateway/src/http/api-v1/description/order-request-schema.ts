import { Type } from "typebox";
import { checkoutOptions, shoppingCart } from "./cart-schema.ts";
import { amountMember, choice, currencyMember, flag, orderIdMember, text, url } from "./members.ts";

const paymentOptions = Type.Object(
  {
    notification_url: Type.Optional(url("Called after every change of status, until it answers 200.")),
    notification_method: Type.Optional(
      choice(["GET", "POST"], "POST brings the signed order; GET only its transactionid. Default GET."),
    ),
    redirect_url: Type.Optional(url("Where the shopper goes after paying. May have an app's own scheme.")),
    cancel_url: Type.Optional(url("Where the shopper goes without having paid.")),
    close_window: Type.Optional(flag("Close the payment page instead of going on.")),
  },
  { title: "PaymentOptions", description: "Where notifications and the shopper go." },
);

const browser = Type.Object(
  {
    accept_header: Type.Optional(Type.String()),
    java_enabled: Type.Optional(flag("")),
    javascript_enabled: Type.Optional(flag("")),
    language: Type.Optional(Type.String()),
    screen_color_depth: Type.Optional(Type.Integer()),
    screen_height: Type.Optional(Type.Integer()),
    screen_width: Type.Optional(Type.Integer()),
    time_zone: Type.Optional(Type.Integer({ description: "Minutes from UTC." })),
    user_agent: Type.Optional(Type.String()),
  },
  { description: "The shopper's browser, for 3-D Secure. What is missing gets a plain value." },
);

const customer = Type.Object(
  {
    first_name: Type.Optional(text(500, "Given name.")),
    last_name: Type.Optional(text(500, "Family name.")),
    company_name: Type.Optional(text(500, "Company.")),
    address1: Type.Optional(text(500, "Street.")),
    address2: Type.Optional(text(500, "Second line of the address.")),
    house_number: Type.Optional(text(500, "House number.")),
    zip_code: Type.Optional(text(500, "Postal code.")),
    city: Type.Optional(text(500, "City.")),
    state: Type.Optional(text(500, "State or province.")),
    country: Type.Optional(Type.String({ maxLength: 2, description: "ISO 3166-1, two letters." })),
    phone: Type.Optional(text(500, "Telephone.")),
    email: Type.Optional(text(500, "E-mail address.")),
    locale: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z]{2}[_-][A-Za-z]{2}$",
        description: "Language of the pages, nl_NL. Default en_US.",
      }),
    ),
    ip_address: Type.Optional(
      Type.String({
        description:
          "IPv4 or IPv6 address of the shopper. Required for a direct card order, unless it is `moto`.",
      }),
    ),
    forwarded_ip: Type.Optional(Type.String({ description: "The address behind the shop's proxy." })),
    user_agent: Type.Optional(text(500, "The shopper's browser.")),
    reference: Type.Optional(text(500, "The shop's own id of the customer.")),
    browser: Type.Optional(browser),
  },
  { title: "Customer", description: "Who pays." },
);

const gatewayInfo = Type.Object(
  {
    card_number: Type.Optional(
      Type.String({ pattern: "^[\\d -]{12,40}$", description: "12 to 19 digits, Luhn." }),
    ),
    card_holder_name: Type.Optional(text(100, "As it is on the card.")),
    card_expiry_date: Type.Optional(Type.String({ pattern: "^\\d{4}$", description: "YYMM." })),
    card_cvc: Type.Optional(
      Type.String({
        pattern: "^\\d{3,4}$",
        description: "4 digits for American Express. Not needed for Maestro and `moto`.",
      }),
    ),
    flexible_3d: Type.Optional(flag("false: no 3-D Secure, the shop bears the risk.")),
    moto: Type.Optional(flag("The order came by mail or telephone: no shopper, no 3-D Secure.")),
    term_url: Type.Optional(
      Type.String({
        description:
          "Where the bank sends the shopper after a challenge that the shop renders itself. Left out where it is no URL.",
      }),
    ),
  },
  {
    title: "CardInformation",
    description: "The card of a direct order. Its number and CVC are never kept in clear and never answered.",
  },
);

/** The body of `POST /orders`. */
export const orderRequest = Type.Object(
  {
    type: Type.Optional(
      choice(
        ["redirect", "direct", "paymentlink"],
        "Who asks for the card: our page, or the shop (`direct`). Default redirect.",
      ),
    ),
    order_id: orderIdMember,
    currency: currencyMember("ISO 4217, one of those that `GET /payment-methods` lists."),
    amount: amountMember("Zero only checks the card (VISA, MASTERCARD, MAESTRO)."),
    description: Type.String({
      minLength: 1,
      maxLength: 200,
      description: "Shown to the shopper. HTML tags are taken out.",
    }),
    gateway: Type.Optional(
      choice(
        ["CREDITCARD", "VISA", "MASTERCARD", "MAESTRO", "AMEX"],
        "Payment method. Required for a direct order.",
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
    capture: Type.Optional(
      Type.Literal("manual", { description: "Only reserve the amount; a capture takes it." }),
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
