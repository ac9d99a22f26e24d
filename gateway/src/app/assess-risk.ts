import type { Card } from "#domain/card/card.ts";
import { isCountry } from "#domain/country.ts";
import type { RiskFacts } from "#domain/fraud/facts.ts";
import { mailboxOf, mailDomainOf, networkOf } from "#domain/fraud/payer.ts";
import { isAssessed } from "#domain/fraud/policy.ts";
import { assess, isHeld, type Risk } from "#domain/fraud/score.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import { Secret } from "#domain/secret.ts";
import type { VelocityKeys } from "#ports/risk-history.ts";
import type { PaymentInput } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";

/** A score, and by what the attempt will be counted when the next one is scored. */
export interface RiskAssessment {
  readonly risk: Risk;
  readonly keys: VelocityKeys;
}

/**
 * Scores an attempt that is about to begin. Null, and no query, where the site's
 * rules do not look at the card. Attempts that begin at the same moment do not
 * count each other: a score is a suspicion, and not worth a lock.
 */
export async function assessRisk(
  deps: Dependencies,
  site: Site,
  order: Order,
  { card, browser }: PaymentInput,
): Promise<RiskAssessment | null> {
  if (!isAssessed(site.settings.fraudRules, card.pan)) return null;
  // By mail or telephone it is the merchant who sits at the browser.
  const address = order.details.moto ? null : browser.ip;
  const keys = velocityKeys(deps, card, order.details.customer.email, address);
  const history = await deps.riskHistory.before(deps.clock.now(), {
    site: site.id,
    currency: order.money.currency,
    keys,
  });
  const countries = {
    addressCountry: address === null ? null : deps.countryTables.ofAddress(address),
    cardCountry: deps.countryTables.ofCard(card.pan),
  };
  const risk = assess({ ...given(order, card), ...countries, history });
  if (isHeld(risk)) {
    const signals = risk.signals.map(({ code }) => code);
    deps.log.info("risk.suspected", { order: order.key, score: risk.score, signals });
  }
  return { keys, risk };
}

function velocityKeys(
  deps: Dependencies,
  card: Card,
  email: string | null,
  address: string | null,
): VelocityKeys {
  const mailbox = mailboxOf(email);
  const network = networkOf(address);
  return {
    card: deps.vault.fingerprint(new Secret<string>(card.pan.reveal()), "card"),
    email: mailbox === null ? null : deps.vault.fingerprint(new Secret(mailbox), "email"),
    address: network === null ? null : deps.vault.fingerprint(new Secret(network), "ip-address"),
  };
}

/** What order and card say of themselves. */
function given(
  { money, details: { customer, delivery } }: Order,
  card: Card,
): Omit<RiskFacts, "addressCountry" | "cardCountry" | "history"> {
  const deliveryCountry = delivery?.["country"];
  return {
    money,
    holderName: card.holderName,
    customer: {
      firstName: customer.firstName,
      lastName: customer.lastName,
      companyName: customer.companyName,
      country: customer.country,
      mailDomain: mailDomainOf(customer.email),
    },
    deliveryCountry: typeof deliveryCountry === "string" ? countryCode(deliveryCountry) : null,
  };
}

/** Delivery is kept as the shop sent it; what is no country says nothing. */
function countryCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return isCountry(code) ? code : null;
}
