import type { LogoFile } from "#domain/appearance/logo-file.ts";

/** The pictures that sites show of themselves. */
export interface Logos {
  /** By the hash of its bytes; null where no site has it (any more). */
  find(hash: string): Promise<Pick<LogoFile, "type" | "bytes"> | null>;
}
