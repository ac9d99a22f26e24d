import assert from "node:assert/strict";
import { type JsonObject, objectAt, parseJson, textAt } from "./json.ts";
import type { World } from "./world.ts";

/** An entry of the audit log as its text says it. */
export interface AuditEntry {
  readonly actor: string;
  readonly event: string;
  readonly change: JsonObject;
}

/** The entries of a stream in their order. */
export async function entriesOf(world: World, stream: string): Promise<readonly AuditEntry[]> {
  const rows = await world.sql("select entry from audit_entry where stream = $1 order by seq", [stream]);
  return rows.map(({ entry }) => {
    const parsed = parseJson(String(entry));
    return {
      actor: textAt(parsed, "actor"),
      event: textAt(parsed, "event"),
      change: objectAt(parsed, "change"),
    };
  });
}

export async function streamOf(world: World, orderId: string): Promise<string> {
  const [row] = await world.sql("select key from orders where order_id = $1", [orderId]);
  return `order/${String(row?.["key"])}`;
}

/** Who did what to an order and where that left it: `key order.created open`. A key is told without its name. */
export async function stepsOf(world: World, orderId: string): Promise<readonly string[]> {
  const entries = await entriesOf(world, await streamOf(world, orderId));
  return entries.map(({ actor, event, change }) => {
    const phase = change["phase"];
    const steps = [actor.replace(/^key\/[0-9a-f]{12}$/, "key"), event];
    return (typeof phase === "string" ? [...steps, phase] : steps).join(" ");
  });
}

export async function assertWhole(world: World): Promise<string> {
  const { code, output } = await world.commandLine("audit", "verify");
  assert.equal(code, 0, output);
  assert.match(output, /^The audit log is whole/m);
  return output;
}
