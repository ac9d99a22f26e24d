import { colour } from "#domain/appearance/colour.ts";
import { hideFlags, type Template } from "#domain/appearance/template.ts";
import { appearanceOf } from "../appearance/appearance.ts";
import { createStylist } from "../appearance/stylist.ts";
import type { CartSummary } from "../cart-lines.ts";
import type { PageContext } from "./page-context.ts";
import type { PageViews } from "./page-views.ts";

const branding = {
  colour: colour("#ffc400"),
  logo: { hash: "0123456789abcdef0123456789abcdef", type: "png", width: 240, height: 80 },
  logoHosts: [],
  frameHosts: [],
} as const;

/** Colours as a shop might choose them that never looked at the whole page. */
const template: Template = {
  hides: [],
  iframeMode: false,
  colours: {
    headerBackground: colour("#5b2a86"),
    bodyBackground: colour("#fbf3e4"),
    containerBackground: colour("#2b1b3d"),
    containerText: colour("#f7ecff"),
    cartBackground: colour("#ffffff"),
    cartBorder: colour("#e2c9a0"),
    primaryBackground: colour("#ff7a59"),
    methodBorder: colour("#b48ce0"),
  },
  logoUrl: null,
  coverUrl: null,
};

/** The card form in other clothes: of a site, of an order, with all left out that can be, with a long cart. */
export function everyLook(views: PageViews, page: PageContext): readonly [string, string][] {
  const stylist = createStylist();
  const cart: CartSummary = {
    lines: Array.from({ length: 20 }, (_, index) => ({
      quantity: String(index + 1),
      name: page.cart.lines[0]?.name ?? "",
      total: "€0.50",
    })),
    left: 3,
  };
  const card = (looks: Partial<PageContext>): string =>
    views.cardFormPage({
      page: { ...page, ...looks },
      brands: ["VISA", "MASTERCARD", "MAESTRO", "AMEX"],
      values: { holderName: "", expiry: "" },
      errors: { cvc: "cvc-missing" },
      chosen: "VISA",
      methods: [],
    });
  const wearing = (worn: Template | undefined): Partial<PageContext> => ({
    appearance: appearanceOf(stylist, branding, worn),
  });
  return [
    ["card form of a site with colour and logo", card({ cart, ...wearing(undefined) })],
    ["card form in a template's colours", card({ ...wearing(template) })],
    ["card form with all hidden that can be", card({ ...wearing({ ...template, hides: hideFlags }) })],
    [
      "result in a template's colours",
      views.resultPage({
        page: { ...page, ...wearing(template) },
        status: "completed",
        cause: null,
        retry: null,
        returnUrl: "https://shop.example.com/return",
        closeWindow: false,
      }),
    ],
  ];
}
