import type { Order } from "#domain/order/order.ts";

type Named = Pick<Order, "sessionToken" | "details">;

/** `/connect/{token}/?lang=nl_NL`, the shape merchants parse the session out of (contract, README §1). */
export const paymentPath = (order: Named, locale: string = order.details.locale): string =>
  `/connect/${order.sessionToken}/?lang=${encodeURIComponent(locale)}`;

export const resultPath = (order: Named, locale: string = order.details.locale): string =>
  `/connect/${order.sessionToken}/result?lang=${encodeURIComponent(locale)}`;

export const paymentUrl = (publicUrl: string, order: Named): string => publicUrl + paymentPath(order);

export const resultUrl = (publicUrl: string, order: Named): string => publicUrl + resultPath(order);
