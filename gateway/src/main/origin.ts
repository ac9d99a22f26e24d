import { StartupError } from "./startup-error.ts";

/** A base URL without a slash at its end. */
export function originOf(name: string, text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new StartupError(`${name} is "${text}"; it must be a URL such as https://pay.example.com.`);
  }
  return text.replace(/\/+$/, "");
}
