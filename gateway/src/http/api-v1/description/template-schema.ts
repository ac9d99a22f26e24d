import { Type } from "typebox";
import { flag } from "./members.ts";

const colour = (what: string) =>
  Type.Optional(
    Type.String({
      description: `${what}, as #rgb or #rrggbb; moved where it could not be read, left out where it is none.`,
    }),
  );
const image = (what: string) =>
  Type.Object({
    image: Type.Optional(
      Type.String({ description: `${what}: an https address on a host that the site's operator allows.` }),
    ),
  });
const hides = (what: string) => Type.Optional(flag(`Leaves out ${what}.`));
const link = Type.Optional(Type.Object({ text: colour("Links") }));
const button = (what: string) =>
  Type.Optional(Type.Object({ background: colour(what), text: colour("Text on it") }));

/** What of `payment_options.template` is followed; nothing in it refuses an order. */
export const template = Type.Object(
  {
    settings: Type.Optional(
      Type.Object({
        hide_logo: hides("the logo"),
        hide_flags: hides("the choice of language"),
        hide_powered: hides("the line about security"),
        hide_cart: hides("the items of the cart"),
        hide_btn_cancel: hides("the way to cancel"),
        hide_cc_logos: hides("the brands of cards"),
        hide_btn_all_methods: hides("the way back to all methods"),
        iframe_mode: Type.Optional(
          flag("Leaves out logo and header, and lets the hosts frame the page that the operator allows."),
        ),
      }),
    ),
    header: Type.Optional(
      Type.Object({
        logo: Type.Optional(image("Logo")),
        cover: Type.Optional(image("Picture above the page")),
        background: colour("Band above the page"),
        text: colour("Text in it"),
      }),
    ),
    body: Type.Optional(Type.Object({ background: colour("The page"), text: colour("Text on it"), link })),
    container: Type.Optional(
      Type.Object({
        background: colour("Panels"),
        text: colour("Text on them"),
        label: colour("Quiet text on them"),
        link,
      }),
    ),
    cart: Type.Optional(
      Type.Object({
        background: colour("The order's summary"),
        text: colour("Text on it"),
        label: colour("Quiet text on it"),
        border: colour("Its line"),
      }),
    ),
    payment_form: Type.Optional(
      Type.Object({
        background: colour("The panel with the form"),
        text: colour("Text on it"),
        border: colour("Its line"),
        inputs: Type.Optional(Type.Object({ border: colour("Lines of fields"), label: colour("Labels") })),
      }),
    ),
    buttons: Type.Optional(
      Type.Object({
        primary: button("The button that pays"),
        secondary: button("Other buttons"),
        payment_method: Type.Optional(
          Type.Object({
            background: colour("Methods to choose from"),
            text: colour("Text on them"),
            border: colour("Their lines"),
          }),
        ),
      }),
    ),
  },
  { title: "Template", description: "How the pages of the order look." },
);
