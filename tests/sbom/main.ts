import { writeFile } from "node:fs/promises";
import { readLockfile } from "../support/lockfile.ts";
import { fromRoot } from "../support/paths.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { readSourceDate } from "./config.ts";

/**
 * `npm run sbom [-- FILE]`: the bill of materials (CycloneDX) of gateway and simulator into a file, by default
 * `sbom.cdx.json`, which git ignores; `-` prints it.
 */
const [target = fromRoot("sbom.cdx.json")] = process.argv.slice(2);
const text = `${JSON.stringify(billOfMaterials(readLockfile(), readSourceDate()), null, 2)}\n`;

if (target === "-") process.stdout.write(text);
else {
  await writeFile(target, text);
  console.log(`The bill of materials is in ${target}.`);
}
