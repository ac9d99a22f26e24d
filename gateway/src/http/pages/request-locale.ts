import type { FastifyRequest } from "fastify";
import { parseLocale } from "../api-v1/customer-request.ts";
import { canonicalLocale, selectLanguage } from "./texts/language.ts";

/** A browser asks for a few languages; who asks for more is not read to the end. */
const mostAsked = 10;

/**
 * The locale of a page that belongs to no payment we know: that of its address,
 * else what the browser asks for and we speak, else English.
 */
export function requestLocale({ query, headers }: Pick<FastifyRequest, "query" | "headers">): string {
  const lang = typeof query === "object" && query !== null && "lang" in query ? query.lang : undefined;
  return lang === undefined ? localeOfBrowser(headers["accept-language"] ?? "") : parseLocale(lang);
}

/** `Accept-Language` (RFC 9110, 12.5.4): the most wanted first, of two alike the one that stands first. */
function localeOfBrowser(header: string): string {
  const asked = header
    .split(",", mostAsked)
    .map((part) => {
      const [tag = "", weight = ""] = part.trim().split(/\s*;\s*q=/i);
      return { tag, weight: weight === "" ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => weight > 0 && isSpoken(tag))
    .toSorted((one, other) => other.weight - one.weight);
  return canonicalLocale(asked[0]?.tag ?? "");
}

const isSpoken = (tag: string): boolean => selectLanguage(tag) !== "en" || /^en(?:-|$)/i.test(tag);
