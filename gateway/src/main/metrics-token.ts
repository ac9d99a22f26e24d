import { Secret } from "#domain/secret.ts";
import { StartupError } from "./startup-error.ts";

/** `SLUIS_METRICS_TOKEN`; the sentence of a wrong one does not repeat it. */
export function readMetricsToken(text: (name: string) => string | null): Secret<string> | null {
  const token = text("SLUIS_METRICS_TOKEN");
  if (token === null) return null;
  if (!/^[\x21-\x7e]{16,200}$/.test(token)) {
    throw new StartupError("SLUIS_METRICS_TOKEN must be 16 to 200 letters, digits or signs without spaces.");
  }
  return new Secret(token);
}
