import type { LogoFile } from "#domain/appearance/logo-file.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The picture of `{hash}.{type}`, the last part of a logo's address. Null for what is no such name, for a logo that was
 * replaced or taken away, and for a right hash with a wrong type.
 */
export async function findLogo(
  deps: Dependencies,
  file: string,
): Promise<Pick<LogoFile, "type" | "bytes"> | null> {
  const [, hash, type] = /^([0-9a-f]{32})\.([a-z]{3,4})$/.exec(file) ?? [];
  const logo = hash === undefined ? null : await deps.logos.find(hash);
  return logo?.type === type ? logo : null;
}
