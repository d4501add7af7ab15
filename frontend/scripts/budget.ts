// Fails the build when the first page loads more script than the budget: everything index.html pulls in before a
// lazy route or chart, gzipped as a server would send it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KIB = 220;
const DIST = join(import.meta.dirname, "../dist");
type Chunk = { file: string; imports?: string[]; isEntry?: boolean };
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8"));

function reach(key: string, seen: Set<string>): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) reach(next, seen);
  return seen;
}

/** The entry, and the chunks of the given lazy routes. */
function gzipKib(...routes: string[]): number {
  const keys = new Set<string>();
  for (const key of ["index.html", ...routes]) reach(key, keys);
  const bytes = [...keys].map((key) => gzipSync(readFileSync(join(DIST, manifest[key]?.file ?? ""))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}

const routes = Object.keys(manifest).filter((key) => /Page\.tsx$/.test(key));
let over = false;
for (const route of routes) {
  const size = gzipKib(route);
  over ||= size > LIMIT_KIB;
  console.log(`${route}: ${size.toFixed(1)} KiB of script, gzipped (limit ${LIMIT_KIB})`);
}
process.exit(over || routes.length === 0 ? 1 : 0);
