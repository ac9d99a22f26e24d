import type { Evidence } from "./evidence.ts";
import type { RunResult } from "./run.ts";
import { pointNames } from "./points.ts";

const shownAtMost = 60;

/** What happened and what was found, for a terminal. */
export function report(result: RunResult): string {
  const { evidence, violations, struck, pointsStruck } = result;
  const phases = Map.groupBy(evidence.gateway.orders, (order) => String(order["phase"]));
  const faults = [...struck].toSorted(([a], [b]) => a.localeCompare(b));
  return [
    line("orders", evidence.gateway.orders.length),
    ...[...phases].map(([phase, orders]) => line(`  ${phase}`, orders.length)),
    line("attempts to pay", evidence.gateway.attempts.length),
    line("refunds, captures, chargebacks", evidence.gateway.related.length),
    line("messages in the acquirer's books", evidence.world.cards.length),
    line("payments in the bank's books", evidence.world.bank.length),
    line("notifications received", evidence.shop.notified.length),
    line("mails received", evidence.shop.mails.length),
    line("requests under a key", evidence.shop.record.keyed.length),
    line(
      "  of them answered more than once",
      evidence.shop.record.keyed.filter(({ answers }) => answers.length > 1).length,
    ),
    ...Object.entries(result.answers).map(([kind, count]) => line(`API calls: ${kind}`, count)),
    line("visits begun anew", result.brokenVisits),
    line("processes started", result.starts),
    line(
      "faults that struck",
      faults.reduce((sum, [, count]) => sum + count, 0),
    ),
    ...faults.map(([kind, count]) => line(`  ${kind}`, count)),
    line("fault points that struck", `${pointsStruck.size} of ${pointNames.length}`),
    ...pointNames.filter((point) => !pointsStruck.has(point)).map((point) => `  not: ${point}`),
    line("violations", violations.length),
    ...violations.slice(0, shownAtMost).map(({ rule, what }) => `  ${rule}: ${what}`),
  ].join("\n");
}

const line = (name: string, value: number | string): string => `${name.padEnd(36)} ${value}`;

/** The evidence as JSON, without the dump of the whole database. */
export const evidenceText = ({ databaseDump: _dump, ...evidence }: Evidence): string =>
  JSON.stringify(evidence, (_name, value: unknown) => (value instanceof Map ? [...value] : value), 1);
