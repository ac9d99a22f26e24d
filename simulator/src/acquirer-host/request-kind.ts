import type { IsoMessage } from "./iso-message.ts";

/** What a request wants; the message type alone does not always tell. */
export type RequestKind = "authorization" | "completion" | "refund" | "reversal" | "release" | "network";

/** Null for what is no request of this link. */
export function requestKindOf(message: IsoMessage): RequestKind | null {
  switch (message["0"]) {
    case "0100":
      return "authorization";
    case "0200":
      return message["3"] === "200000" ? "refund" : "authorization";
    case "0220":
    case "0221":
      return "completion";
    case "0400":
    case "0401":
      return message["95"] === undefined ? "reversal" : "release";
    case "0800":
      return "network";
    default:
      return null;
  }
}
