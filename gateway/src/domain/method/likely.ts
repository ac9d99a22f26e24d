import type { GatewayId, Method } from "./catalogue.ts";

/** What shoppers of a country reach for: before any card, and first among what stands below the card. */
interface Habit {
  readonly beforeCards: readonly GatewayId[];
  readonly afterCards: readonly GatewayId[];
}

/** By ISO 3166-1 alpha-2; elsewhere cards come first. */
const habits: ReadonlyMap<string, Habit> = new Map<string, Habit>([
  ["AT", { beforeCards: ["EPS"], afterCards: ["PAYPAL", "KLARNA"] }],
  ["BE", { beforeCards: ["MISTERCASH"], afterCards: ["KBC", "BELFIUS", "CBC"] }],
  ["CN", { beforeCards: ["ALIPAY"], afterCards: [] }],
  ["DE", { beforeCards: ["PAYPAL"], afterCards: ["KLARNA", "DIRDEB", "GIROPAY"] }],
  ["FI", { beforeCards: ["TRUSTLY"], afterCards: ["KLARNA", "PAYPAL"] }],
  ["NL", { beforeCards: ["IDEAL"], afterCards: ["KLARNA", "IN3", "PAYPAL"] }],
  ["SE", { beforeCards: [], afterCards: ["KLARNA", "TRUSTLY"] }],
]);

const noHabit: Habit = { beforeCards: [], afterCards: [] };

/** The methods that are not cards, in two parts: those that come before the card form, and those below it. */
export interface LikelyOrder {
  readonly beforeCards: readonly Method[];
  readonly afterCards: readonly Method[];
}

/**
 * Puts the likely methods first. `country` is that of the shopper or, where the
 * shop did not tell, the one that his locale names: it orders and leaves nothing
 * out, for a language is not where somebody lives. After the habits of the
 * country come the methods of that country, those that are at home everywhere,
 * gift cards, and last those of other countries; else in the order given.
 */
export function inLikelyOrder(methods: readonly Method[], country: string | null): LikelyOrder {
  const habit = habits.get(country ?? "") ?? noHabit;
  const isBefore = ({ id }: Method): boolean => habit.beforeCards.includes(id);
  const places = methods.filter((method) => !isBefore(method));
  return {
    beforeCards: habit.beforeCards.flatMap((id) => methods.filter((method) => method.id === id)),
    afterCards: places.toSorted((one, other) => rank(one, habit, country) - rank(other, habit, country)),
  };
}

function rank({ id, kind, countries }: Method, { afterCards }: Habit, country: string | null): number {
  const place = afterCards.indexOf(id);
  if (place !== -1) return place;
  const behindHabits = afterCards.length;
  if (country !== null && countries.includes(country)) return behindHabits;
  if (kind === "coupon") return behindHabits + 2;
  return country === null || countries.length === 0 ? behindHabits + 1 : behindHabits + 3;
}
