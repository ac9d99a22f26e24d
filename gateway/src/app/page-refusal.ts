/**
 * What a shopper does on the payment page is guarded by the order's lock and
 * phase: a second submit, another tab or an old page finds the order gone on, is
 * refused with `not-open`, and the page shows where it is now.
 */
export type PageRefusal = "not-open";
