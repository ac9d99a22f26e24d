import { after } from "node:test";
import { answerChallenge, type ChallengeChoice, isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, type Visitor, visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { type Shop, startShop } from "../support/shop.ts";
import { startWorld, type World } from "../support/world.ts";

export interface Ordered {
  readonly orderId: string;
  readonly paymentUrl: string;
  readonly body: OrderBody;
}

/** A world with a shop that takes orders on the payment page, and a shopper without script. */
export interface Shopping {
  readonly world: World;
  readonly shop: Shop;
  readonly shopper: Visitor;
  /** The shop hears of it at `/n/{order id}`; its shopper comes back to `/ok` or `/no`. */
  readonly order: (members?: OrderBody) => Promise<Ordered>;
  /** From a card that was sent on to where the shopper ends; the issuer, where it asks, is answered so. */
  readonly authenticate: (page: Page, choice?: ChallengeChoice) => Promise<Page>;
}

/** Ends with the test file; `usual` are the members that its orders have unless they say otherwise. */
export async function startShopping(usual: OrderBody = {}): Promise<Shopping> {
  const world = await startWorld();
  const shop = await startShop();
  after(async () => {
    await shop.stop();
    await world.stop();
  });
  const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
  return {
    world,
    shop,
    shopper,
    async order(members = {}) {
      const orderId = newOrderId();
      const payment_options = {
        notification_url: `${shop.url}/n/${orderId}`,
        redirect_url: `${shop.url}/ok`,
        cancel_url: `${shop.url}/no`,
      };
      const body = redirectOrder({ order_id: orderId, payment_options, ...usual, ...members });
      const created = assertAccepted(await world.api("POST", "/orders", body));
      return { orderId, paymentUrl: textAt(created["payment_url"]), body };
    },
    async authenticate(first, choice = "Y") {
      const page = await reachChallenge(shopper, first);
      return isChallenge(page) ? await answerChallenge(shopper, page, choice) : page;
    },
  };
}
