import type { SignatureCheck } from "./signature.ts";

export interface ReceivedNotification {
  readonly orderId: string;
  readonly receivedAt: Date;
  readonly method: "GET" | "POST";
  /** Unix seconds from the query, as text. */
  readonly timestamp: string | null;
  /** Status of the order: from the body of a POST, asked for after a GET; null where neither told. */
  readonly status: string | null;
  /** A GET is not signed. */
  readonly signature: SignatureCheck | "unsigned";
}

const mostKept = 2_000;

/** The notifications that the demo shop received, oldest first; the oldest go when there are too many. */
export class Inbox {
  #notifications: readonly ReceivedNotification[] = [];

  receive(notification: ReceivedNotification): void {
    this.#notifications = [...this.#notifications, notification].slice(-mostKept);
  }

  of(orderId: string): readonly ReceivedNotification[] {
    return this.#notifications.filter((notification) => notification.orderId === orderId);
  }
}
