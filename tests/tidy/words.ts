import { type Problem, problemsAt, type SourceFile } from "./source-file.ts";

interface WordRule {
  readonly rule: string;
  readonly pattern: RegExp;
  /** `text` looks into comments as well. */
  readonly where: "text" | "bare";
  readonly applies: (path: string) => boolean;
}

const everywhere = (): boolean => true;
const isPure = (path: string): boolean => /^gateway\/src\/(domain|ports|app)\//.test(path);
const isTest = (path: string): boolean => path.endsWith(".test.ts");
const mayPrint = (path: string): boolean =>
  /^(gateway\/src\/(cli|main)\/|simulator\/src\/main\.ts$|tests\/|bench\/)/.test(path);

const wordRules: readonly WordRule[] = [
  { rule: "left for later", pattern: /\b(?:FIXME|TODO|XXX|HACK)\b/g, where: "text", applies: everywhere },
  {
    rule: "escape from the checks",
    pattern: /@ts-(?:ignore|expect-error|nocheck)|\b(?:oxlint|eslint)-disable|oxfmt-ignore/g,
    where: "text",
    applies: everywhere,
  },
  { rule: "any", pattern: /\bas any\b|[:<,|]\s*any\b(?!\w)/g, where: "bare", applies: everywhere },
  {
    rule: "switched-off test",
    pattern: /\b(?:test|it|describe|suite)\.(?:skip|only|todo)\b|\{\s*(?:skip|only|todo):/g,
    where: "bare",
    applies: everywhere,
  },
  {
    rule: "time and chance are ports",
    pattern:
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bset(?:Timeout|Interval|Immediate)\b|\bcrypto\./g,
    where: "bare",
    applies: (path) => isPure(path) && !isTest(path),
  },
  {
    rule: "environment is read in config.ts",
    // Handing the whole environment to the reader in config.ts is no reading.
    pattern: /\bprocess\.env\b(?!\))/g,
    where: "bare",
    applies: (path) => !path.endsWith("/config.ts"),
  },
  { rule: "no printing", pattern: /\bconsole\.\w+/g, where: "bare", applies: (path) => !mayPrint(path) },
  {
    rule: "no state at module level",
    pattern: /^(?:export )?(?:let|var) .*/gm,
    where: "bare",
    applies: everywhere,
  },
];

export const wordProblems = (file: SourceFile): readonly Problem[] =>
  wordRules
    .filter((rule) => rule.applies(file.path))
    .flatMap((rule) => problemsAt(file, rule.rule, file[rule.where], rule.pattern));
