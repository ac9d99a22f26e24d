import type { Browser } from "#domain/authentication/browser.ts";
import type { Customer } from "#domain/order/order.ts";
import { booleanOf } from "./lenient.ts";

/** Depths that EMV 3DS 2.2.0 knows; another value is taken as 24. */
const colorDepths = [1, 4, 8, 15, 16, 24, 32, 48];

/**
 * The shopper's browser as the shop describes it. What it does not say gets the
 * value of a plain desktop browser: the issuer needs every field, and no order is
 * refused for lack of them (contract, cards-3ds.md §5 and §12).
 */
export function browserOf(customer: Customer, locale: string): Browser {
  const { browser } = customer;
  const number = (name: string, fallback: number): number => {
    const value = Number(browser[name] ?? Number.NaN);
    return Number.isInteger(value) && Math.abs(value) <= 999_999 ? value : fallback;
  };
  const text = (name: string): string | null => {
    const value = browser[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const colorDepth = number("screen_color_depth", 24);
  return {
    acceptHeader: text("accept_header") ?? "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ip: customer.ipAddress,
    javaEnabled: booleanOf(browser["java_enabled"]) ?? false,
    javascriptEnabled: booleanOf(browser["javascript_enabled"]) ?? true,
    language: text("language") ?? locale.replace("_", "-"),
    colorDepth: colorDepths.includes(colorDepth) ? colorDepth : 24,
    screenHeight: number("screen_height", 1080),
    screenWidth: number("screen_width", 1920),
    timeZoneMinutes: number("time_zone", 0),
    userAgent: text("user_agent") ?? customer.userAgent ?? "Mozilla/5.0",
  };
}
