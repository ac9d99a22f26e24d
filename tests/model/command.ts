import fc from "fast-check";
import type { ModelOrder } from "./order-model.ts";
import { look, type Model, type Play } from "./play.ts";

export type Command = fc.AsyncCommand<Model, Play>;

interface Step {
  /** Told in the report of a failed run. */
  readonly name: string;
  /** Default: always. */
  readonly isPossible?: (model: Model) => boolean;
  /** Does it to the gateway and to the model. */
  readonly run: (model: Model, play: Play) => Promise<void>;
}

/** A command after which everything is looked at. */
export const command = ({ name, isPossible, run }: Step): Command => ({
  check: (model) => isPossible?.(model) ?? true,
  async run(model, play) {
    await run(model, play);
    await look(model, play);
  },
  toString: () => name,
});

/** Which order a command is about: one that it fits, or now and then any, to be refused. */
export interface Choice {
  readonly index: number;
  readonly isAny: boolean;
}

export const choices: fc.Arbitrary<Choice> = fc.record({
  index: fc.nat(50),
  isAny: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, { arbitrary: fc.constant(true), weight: 1 }),
});

export type Fits = (order: ModelOrder) => boolean;

interface OnOrder {
  readonly name: string;
  readonly choice: Choice;
  readonly fits: Fits;
  /** What the order is afterwards, by the model. */
  readonly run: (order: ModelOrder, play: Play, model: Model) => Promise<ModelOrder>;
}

/** A command about one of the orders that there are; it is left out where there is none. */
export function onOrder({ name, choice, fits, run }: OnOrder): Command {
  const candidates = ({ orders }: Model): readonly ModelOrder[] =>
    choice.isAny ? orders : orders.filter(fits);
  return command({
    name: `${name} (order ${choice.index}${choice.isAny ? " of all" : ""})`,
    isPossible: (model) => candidates(model).length > 0,
    async run(model, play) {
      const among = candidates(model);
      const chosen = among[choice.index % among.length];
      if (chosen === undefined) return;
      const after = await run(chosen, play, model);
      model.orders[model.orders.findIndex(({ orderId }) => orderId === chosen.orderId)] = after;
    },
  });
}

/** Minor units; large enough to be cut into parts. */
export const amounts: fc.Arbitrary<number> = fc.integer({ min: 10, max: 99_999 });

/** Of a hundred, never nothing and never all. */
export const shares: fc.Arbitrary<number> = fc.integer({ min: 1, max: 99 });

/** At least one minor unit. */
export const shareOf = (amount: number, share: number): number =>
  Math.max(1, Math.floor((amount * share) / 100));
