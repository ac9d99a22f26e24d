/** 0800: the messages by which the two ends of the link tell each other that they are there. */
import { instant } from "#domain/time.ts";
import type { Message } from "./message.ts";
import { transmissionDateTime } from "./transmission-time.ts";

/** DE 70. */
export const managementCodes = { signOn: "001", signOff: "002", echo: "301" } as const;
export type ManagementCode = (typeof managementCodes)[keyof typeof managementCodes];

const largestStan = 999_999;

/** Numbers its own messages: without RRN they cannot be taken for a payment of the same STAN. */
export class NetworkManagement {
  #count = 0;

  /** `epochMs` is real time: the link lives in it, whatever hour the business clock shows. */
  request(code: ManagementCode, epochMs: number): Message {
    this.#count = (this.#count % largestStan) + 1;
    return {
      type: "0800",
      elements: {
        7: transmissionDateTime(instant(epochMs)),
        11: String(this.#count).padStart(6, "0"),
        70: code,
      },
    };
  }
}
