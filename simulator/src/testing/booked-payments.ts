import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Books } from "../acquirer-host/books.ts";
import type { IsoMessage } from "../acquirer-host/iso-message.ts";
import { originalData, reversalRequest, saleRequest } from "./card-messages.ts";
import { openHost, type Peer } from "./open-host.ts";

/** The issuer's table of test cards declines this one with 51. */
export const declinedCard = "4012001038488884";

/** Undoes the 0100 that `authorize` makes, whole. */
export const reversalOfAuthorization = reversalRequest({ "90": originalData("0100") });

/** DE 39 of the answer. */
export async function codeOf(peer: Peer, request: IsoMessage): Promise<string | undefined> {
  return (await peer.ask(request))?.["39"];
}

/** Reserves 10.00 and gives the authorization code. */
export async function authorize(peer: Peer): Promise<string> {
  const answer = await peer.ask(saleRequest({ "0": "0100" }));
  assert.equal(answer?.["39"], "00");
  return answer?.["38"] ?? "";
}

/** A host that holds one authorization of 10.00. */
export async function openAuthorization(
  t: TestContext,
): Promise<{ readonly books: Books; readonly peer: Peer; readonly code: string }> {
  const { books, signOn } = await openHost(t);
  const peer = await signOn();
  return { books, peer, code: await authorize(peer) };
}

/** A host that holds one sale of 10.00. */
export async function openSale(t: TestContext): Promise<{ readonly books: Books; readonly peer: Peer }> {
  const { books, signOn } = await openHost(t);
  const peer = await signOn();
  assert.equal(await codeOf(peer, saleRequest()), "00");
  return { books, peer };
}

/** What a reply to a completion, refund or release carries back of its request. */
export function echoed(request: IsoMessage): IsoMessage {
  const names = ["3", "4", "7", "11", "12", "13", "32", "37", "41", "42", "49", "90"];
  return Object.fromEntries(names.map((name) => [name, request[name] ?? ""]));
}
