import type { Site } from "#domain/merchant/site.ts";
import { mostFiles, type OrderFile } from "#domain/order/order-file.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { fileContext } from "#domain/sealed-context.ts";
import { Secret } from "#domain/secret.ts";
import type { Dependencies } from "./dependencies.ts";
import { readOrder } from "./read-order.ts";
import { submitEvidence } from "./submit-evidence.ts";

export interface AddOrderFile {
  readonly site: Site;
  readonly order: string;
  readonly file: OrderFile;
  /** The bytes as they came. */
  readonly base64: string;
}

/**
 * Keeps a document with an order, encrypted: it may show whatever a customer
 * signed. It answers the disputes of the order that are open. The same bytes sent
 * again change nothing. Refused with 1006 (unknown
 * order) and 1000 (the order has as many as it may).
 */
export async function addOrderFile(
  deps: Dependencies,
  { site, order, file, base64 }: AddOrderFile,
): Promise<Result<null, Refusal>> {
  const found = await readOrder(deps, site, order);
  if (!found.ok) return found;
  const { key } = found.value.order;
  const text = new Secret(base64);
  const fingerprint = deps.vault.fingerprint(text, "order-file");
  const added = await deps.orderFiles.add(
    {
      orderKey: key,
      type: file.type,
      name: file.name,
      description: file.description,
      size: file.bytes.byteLength,
      fingerprint,
      sealed: deps.vault.sealText(text, {
        context: fileContext({ orderKey: key, fingerprint }, null),
        owner: { account: site.accountId },
      }),
      createdAt: deps.clock.now(),
    },
    mostFiles,
  );
  if (added === "full") {
    return refuse(refusal(1000, `Transaction not allowed: an order has at most ${mostFiles} files`));
  }
  // After the document is kept: a shop that hears of a failure sends it again, and the dispute is answered then.
  await submitEvidence(deps, key);
  return ok(null);
}
