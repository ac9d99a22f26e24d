import { Type } from "typebox";
import { flag, text } from "./members.ts";

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

/** `customer` of an order. */
export const customer = Type.Object(
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
    disable_send_email: Type.Optional(flag("Send this shopper no mail: no reminder, no receipt.")),
    locale: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z]{2}[_-][A-Za-z]{2}$",
        description: "Language of the pages, nl_NL. Default en_US.",
      }),
    ),
    ip_address: Type.Optional(
      Type.String({
        description:
          "IPv4 or IPv6 address of the shopper. Required for a direct order by card or pay later, unless it is `moto` or charges a token.",
      }),
    ),
    forwarded_ip: Type.Optional(Type.String({ description: "The address behind the shop's proxy." })),
    user_agent: Type.Optional(text(500, "The shopper's browser.")),
    reference: Type.Optional(text(500, "The shop's own id of the customer; tokens are kept under it.")),
    browser: Type.Optional(browser),
  },
  { title: "Customer", description: "Who pays." },
);
