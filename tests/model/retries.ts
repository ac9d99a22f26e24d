import assert from "node:assert/strict";
import type fc from "fast-check";
import { type Choice, choices, type Command, type Fits, onOrder } from "./command.ts";
import { goToProvider } from "./provider-orders.ts";
import type { ModelOrder } from "./order-model.ts";
import { type Model, nowOf, type Play } from "./play.ts";

const triesAtMost = 20;

const hasFailed: Fits = ({ stage, link }) =>
  (stage === "declined" || stage === "expired" || stage === "void") && link?.isFailed === true;

/** The shopper opens the link once more and presses the button, wherever the order is (orders.md §9). */
const tryAgain = (choice: Choice): Command =>
  onOrder({
    name: "the shopper tries again",
    choice,
    fits: hasFailed,
    async run(order, play): Promise<ModelOrder> {
      const url = play.links.get(order.orderId);
      // An order that never had a page of its own, and one that was posted anew with another.
      if (url === undefined) return order;
      const page = await play.shopper.post(url.replace("/?", "/retry?"), {});
      const { link } = order;
      const now = await nowOf(play);
      if (!hasFailed(order) || link === null || link.tries >= triesAtMost || now >= link.until) return order;
      assert.equal(page.status, 200);
      const again: ModelOrder = {
        ...order,
        stage: "open",
        link: { ...link, tries: link.tries + 1, isFailed: false },
        due: [{ at: link.until, event: "expire" }],
      };
      if (order.method !== "card") return await goToProvider(again, page, play);
      play.pages.set(order.orderId, page);
      return again;
    },
  });

export const retryCommands: readonly fc.Arbitrary<fc.AsyncCommand<Model, Play>>[] = [
  choices.map(tryAgain),
  choices.map(tryAgain),
  choices.map(tryAgain),
  choices.map(tryAgain),
];
