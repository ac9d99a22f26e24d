import { type Problem, problemsAt, type SourceFile } from "./source-file.ts";

/** Rules about a file as a whole: its name, its exports, the names of its tests. */
export const shapeProblems = (file: SourceFile): readonly Problem[] => [
  ...nameProblems(file),
  ...problemsAt(file, "named exports only", file.code, /^export default\b.*/gm),
  ...problemsAt(file, "no barrels", file.code, /^export (?:type )?(?:\*|\{[^}]*\})[^;\n]*\bfrom\b.*/gm),
  ...repeatedTestNames(file),
];

function nameProblems(file: SourceFile): readonly Problem[] {
  const name = file.path.split("/").at(-1) ?? "";
  const problem = (rule: string): Problem => ({ rule, path: file.path, line: 1, what: name });
  // A declaration file bears the name of the package it describes.
  const isKebab =
    name.endsWith(".d.ts") || /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|contract))?\.ts$/.test(name);
  return [
    ...(isKebab ? [] : [problem("files in kebab-case")]),
    ...(name === "index.ts" ? [problem("no barrels")] : []),
  ];
}

function repeatedTestNames(file: SourceFile): readonly Problem[] {
  const calls = problemsAt(
    file,
    "test names once",
    file.code,
    /^\s*(?:void )?(?:test|it)\(\s*"(?:\\.|[^"\\])*"/gm,
  );
  const nameOf = (problem: Problem): string => problem.what.replace(/^[^"]*/, "");
  return calls.filter((call, index) => calls.findIndex((other) => nameOf(other) === nameOf(call)) < index);
}
