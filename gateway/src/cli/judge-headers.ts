import type { AuthorizedPages, Headings } from "./authorized-pages.ts";

/** Headers that none of our pages has, and by which a page could be made to load, send or keep something. */
const strangers = [
  "access-control-allow-origin",
  "content-security-policy-report-only",
  "link",
  "refresh",
  "service-worker-allowed",
  "set-cookie",
  "sourcemap",
  "x-sourcemap",
];

/** What differs in the headers of one answer; those of a page have a policy that may reach further. */
export function judgeHeaders(
  authorized: AuthorizedPages,
  expected: Headings,
  given: Headers,
  origins: readonly string[] | null,
): readonly string[] {
  const differences = Object.entries(expected).flatMap(([name, value]) => {
    const found = given.get(name);
    if (found === null) {
      return name === "x-frame-options" && isFramedByOthers(given) ? [] : [`the header ${name} is missing`];
    }
    if (name === "content-security-policy") return judgePolicy(authorized, value, found, origins);
    return found.toLowerCase() === value.toLowerCase()
      ? []
      : [`the header ${name} is "${found}", not "${value}"`];
  });
  const foreign = strangers.filter((name) => given.has(name) && !(name in expected));
  return [...differences, ...foreign.map((name) => `there is a header ${name}`)];
}

/** The older header cannot name those who may frame a page; where the policy does, which is judged by itself, it is left out. */
const isFramedByOthers = (given: Headers): boolean =>
  (directivesOf(given.get("content-security-policy") ?? "").get("frame-ancestors") ?? "").includes(
    "https://",
  );

type Directives = ReadonlyMap<string, string>;

const directivesOf = (policy: string): Directives =>
  new Map(
    policy
      .split(";")
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name]) => name !== undefined && name !== "")
      .map(([name = "", ...sources]) => [name.toLowerCase(), sources.join(" ")]),
  );

function judgePolicy(
  { reachingDirectives }: AuthorizedPages,
  expected: string,
  given: string,
  origins: readonly string[] | null,
): readonly string[] {
  const wanted = directivesOf(expected);
  const found = directivesOf(given);
  const changed = [...wanted].flatMap(([name, sources]) => {
    const has = found.get(name);
    if (has === undefined) return [`the policy lacks ${name}`];
    if (!reachingDirectives.includes(name)) {
      return has === sources ? [] : [`the policy's ${name} is "${has}", not "${sources}"`];
    }
    return has
      .split(" ")
      .filter((source) => !sources.split(" ").includes(source) && !mayReach(source, origins))
      .map((source) => `the policy's ${name} reaches ${source}`);
  });
  const added = [...found.keys()].filter((name) => !wanted.has(name));
  // A policy that a proxy adds comes after a comma: both hold, and one of them is not ours.
  const second = given.includes(",") ? ["there is more than one policy"] : [];
  return [...changed, ...added.map((name) => `the policy has a ${name}`), ...second];
}

/** An origin, and one of those that were named, where any were. An app on a phone has a scheme only. */
export const mayReach = (source: string, origins: readonly string[] | null): boolean =>
  origins === null
    ? /^https?:\/\/[a-z0-9.[\]:-]+$/i.test(source) ||
      /^(?!https?:|data:|blob:)[a-z][a-z0-9+.-]*:$/i.test(source)
    : origins.includes(source);
