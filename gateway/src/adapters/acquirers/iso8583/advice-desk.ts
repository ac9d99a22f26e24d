import type { Log } from "#ports/log.ts";
import type { Message } from "./message.ts";

/** Null leaves the advice unanswered, so that the host sends it again. */
export type AdviceAnswerer = (advice: Message) => Promise<Message | null>;

export interface AdviceDeskOptions {
  readonly places: number;
  readonly answer: AdviceAnswerer;
  readonly log: Log;
  /** Called whenever an advice is done with. */
  readonly emptied: () => void;
}

export const isAdvice = ({ type }: Message): boolean => type === "0422" || type === "0423";

/**
 * What the host tells unasked, while somebody works on it. The places are few: an
 * advice waits for the database, and a host that repeats faster than we commit
 * must not fill the memory. What finds no place comes again.
 */
export class AdviceDesk {
  readonly #options: AdviceDeskOptions;
  #underWay = 0;

  constructor(options: AdviceDeskOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#underWay;
  }

  take(advice: Message, reply: (answer: Message) => void): void {
    const { places, log } = this.#options;
    if (this.#underWay >= places) {
      log.warn("card-link.advice-postponed", { reference: advice.elements[37] });
      return;
    }
    this.#underWay += 1;
    void this.#work(advice, reply);
  }

  async #work(advice: Message, reply: (answer: Message) => void): Promise<void> {
    const { answer, log, emptied } = this.#options;
    try {
      const answered = await answer(advice);
      if (answered !== null) reply(answered);
    } catch (error) {
      // Nothing is committed: the host must not hear that it is, and repeats.
      const cause = error instanceof Error ? error.stack : String(error);
      log.error("card-link.advice-failed", { reference: advice.elements[37], cause });
    } finally {
      this.#underWay -= 1;
      emptied();
    }
  }
}
