import { readFileSync } from "node:fs";
import { fromRoot } from "../support/paths.ts";

/** A source as the rules see it: text only, never imported. */
export interface SourceFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out, so that offsets and lines stay. */
  readonly code: string;
  /** The code with its strings blanked as well. */
  readonly bare: string;
}

export interface Problem {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

export const sourceFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  code: blank(text, isComment),
  bare: blank(text, (found) => isComment(found) || isString(found)),
});

export const readSource = (path: string): SourceFile =>
  sourceFile(path, readFileSync(fromRoot(path), "utf8"));

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** All places where a pattern with the flag `g` fits. */
export const problemsAt = (
  file: SourceFile,
  rule: string,
  text: string,
  pattern: RegExp,
): readonly Problem[] =>
  [...text.matchAll(pattern)].map((match) => ({
    rule,
    path: file.path,
    line: lineAt(text, match.index),
    what: match[0].trim(),
  }));

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};>]\s*|return\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;

const isComment = (found: string): boolean => found.startsWith("//") || found.startsWith("/*");
const isString = (found: string): boolean => /^["'`]/.test(found);

/** Every token is matched, so that a `//` inside a string or a regular expression is no comment. */
const blank = (text: string, isBlanked: (found: string) => boolean): string =>
  text.replace(token, (found) => (isBlanked(found) ? found.replace(/[^\n]/g, " ") : found));
