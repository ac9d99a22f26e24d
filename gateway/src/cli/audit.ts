import { parseWords } from "./words.ts";

/** What `audit checkpoint`, `audit export` and `audit verify` ask for. */
export type AuditArguments =
  | { readonly verb: "checkpoint" }
  | { readonly verb: "export"; readonly to: string }
  /** `publicKeys` null: only the key of this house counts. */
  | {
      readonly verb: "verify";
      readonly checkpoint: string | null;
      readonly publicKeys: readonly string[] | null;
    };

export const auditUsage = `npm run sluis -- audit checkpoint
npm run sluis -- audit export --to checkpoints.jsonl
npm run sluis -- audit verify [--checkpoint checkpoints.jsonl] [--public-key 64-HEX-DIGITS[,…]]`;

/** Arguments → what is to be done, or the sentence that says what is wrong with them. */
export function parseAuditArguments([verb, ...words]: readonly string[]): AuditArguments | string {
  const names = { checkpoint: [], export: ["to"], verify: ["checkpoint", "public-key"] };
  if (verb !== "checkpoint" && verb !== "export" && verb !== "verify") {
    return "The audit log is verified, exported or given a checkpoint.";
  }
  const values = parseWords(words, names[verb]);
  if (typeof values === "string") return values;
  if (verb === "checkpoint") return { verb };
  if (verb === "export") {
    const to = values["to"] ?? "";
    return to === "" ? "--to must name a file that is not there yet." : { verb, to };
  }
  const publicKeys = values["public-key"]?.toLowerCase().split(",") ?? null;
  if (publicKeys?.some((key) => !/^[0-9a-f]{64}$/.test(key)) === true) {
    return "--public-key must be 64 hexadecimal digits, or several of them with commas between.";
  }
  return { verb, checkpoint: values["checkpoint"] ?? null, publicKeys };
}

export interface PresentedAudit {
  readonly entries: number;
  readonly orders: number;
  readonly checkpoints: number;
  readonly unsigned: number;
  readonly wrong: number;
  readonly findings: readonly string[];
}

/** What `audit verify` prints: what is wrong and where, or that nothing is. */
export function presentAudit(report: PresentedAudit): string {
  const { entries, orders, checkpoints, unsigned, wrong, findings } = report;
  const sum = `${entries} entries, ${orders} orders, ${checkpoints} checkpoints; ${unsigned} entries are not signed yet.`;
  return [
    ...findings,
    ...(wrong > findings.length ? [`… and ${wrong - findings.length} more`] : []),
    wrong === 0
      ? `The audit log is whole: ${sum}`
      : `The audit log was tampered with (${wrong} findings): ${sum}`,
  ].join("\n");
}
