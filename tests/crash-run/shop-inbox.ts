import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type JsonObject, objectAt, parseJson, textAt } from "../support/json.ts";
import { verifySignature } from "../support/signature.ts";

/** One notification as it arrived. */
export interface Notified {
  readonly orderId: string;
  readonly order: JsonObject;
  readonly body: string;
  readonly isSigned: boolean;
  /** The shop said that it has it. That the answer arrived is another matter. */
  readonly isAcknowledged: boolean;
}

/** How the shop's server is at the moment. */
export type Mood = "well" | "slow" | "hanging" | "failing" | "flapping" | "babbling";

/** The shop's own server: it fails as real ones do, but never so often in a row that the gateway may give up. */
export interface ShopInbox {
  readonly url: string;
  mood(mood: Mood): void;
  /** In order of arrival. */
  received(): readonly Notified[];
  stop(): Promise<void>;
}

/** A notification is given up after four tries; what the process that dies did not record counts for none. */
const failuresInARow = 2;
const slowMs = 1_500;

export async function startShopInbox(apiKey: string): Promise<ShopInbox> {
  const received: Notified[] = [];
  const failures = new Map<string, number>();
  const hanging = new Set<ServerResponse>();
  let mood: Mood = "well";
  let calls = 0;

  const server = createServer((request, response) => {
    response.on("error", () => {});
    void text(request)
      .then((body) => {
        // A gateway that died while it sent has told nothing.
        if (!request.complete) throw new Error("half a request");
        return answer(body, request.headers["auth"], response);
      })
      .catch(() => response.destroy());
  });
  const answer = async (
    body: string,
    signature: string | readonly string[] | undefined,
    response: ServerResponse,
  ): Promise<void> => {
    const order = objectAt(parseJson(body));
    // A captured part is an order of its own, told of at the same address.
    const orderId = textAt(order, "order_id");
    const failed = failures.get(orderId) ?? 0;
    calls += 1;
    const now = failed >= failuresInARow ? "well" : moodOfCall(mood, calls);
    const isAcknowledged = now === "well" || now === "slow";
    failures.set(orderId, isAcknowledged ? 0 : failed + 1);
    received.push({
      orderId,
      order,
      body,
      isSigned: verifySignature({ auth: String(signature), body, apiKey }).isGenuine,
      isAcknowledged,
    });
    if (now === "slow") await pause(slowMs);
    behave(now, response);
  };
  const behave = (now: Exclude<Mood, "flapping">, response: ServerResponse): void => {
    switch (now) {
      case "well":
      case "slow":
        response.writeHead(200).end("OK");
        return;
      case "failing":
        response.writeHead(500).end("database is down");
        return;
      case "babbling":
        response.writeHead(200).end("<html>Welcome to our shop</html>");
        return;
      case "hanging":
        hanging.add(response);
        response.once("close", () => hanging.delete(response));
        return;
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: (next) => {
      mood = next;
      if (next !== "hanging") for (const response of hanging) response.destroy();
    },
    received: () => received,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A server that flaps fails every other call. */
const moodOfCall = (mood: Mood, count: number): Exclude<Mood, "flapping"> => {
  if (mood !== "flapping") return mood;
  return count % 2 === 0 ? "failing" : "well";
};
