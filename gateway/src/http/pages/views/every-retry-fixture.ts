import type { DeclineCause } from "#domain/payment/decline-cause.ts";
import type { PageContext } from "./page-context.ts";
import type { PageViews } from "./page-views.ts";

const causes: readonly DeclineCause[] = [
  "refused",
  "insufficient-funds",
  "card-expired",
  "not-confirmed",
  "not-finished",
  "too-often",
  "technical",
  "underpaid",
];

/** Payments that may be tried again, and the page of a link as a QR code. */
export function everyRetry(
  views: PageViews,
  page: PageContext,
  returnUrl: string,
): readonly (readonly [string, string])[] {
  const again = { page, returnUrl, closeWindow: false };
  return [
    ...causes.map((cause): readonly [string, string] => [
      `declined as ${cause}`,
      views.resultPage({ ...again, status: "declined", cause, retry: { hasChoice: cause === "refused" } }),
    ]),
    ...(["cancelled", "expired"] as const).map((status): readonly [string, string] => [
      `${status}, to be tried again`,
      views.resultPage({ ...again, status, cause: null, retry: { hasChoice: false } }),
    ]),
    [
      "QR code",
      views.qrPage({
        page,
        paymentUrl: "https://pay.example.com/connect/dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNn/?lang=nl_NL",
        validUntil: "28 January 2026 at 09:01 CET",
      }),
    ],
  ];
}
