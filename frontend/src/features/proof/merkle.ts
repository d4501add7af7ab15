import { concat, type Hex, hexToBytes, keccak256, sha256 } from "viem";

const LEAF = "0x00";
const NODE = "0x01";

/** Keccak-256 over pairs, left to right; an odd last one moves up as it is. As `oracle.evidence.merkle_root`. */
export function merkleRoot(leaves: readonly Uint8Array[]): Hex {
  let level = leaves.map((leaf) => keccak256(concat([hexToBytes(LEAF), leaf])));
  while (level.length > 1) {
    const above: Hex[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Hex, level[i + 1]];
      above.push(right === undefined ? left : keccak256(concat([NODE, left, right])));
    }
    level = above;
  }
  return level[0] ?? "0x";
}

/** The name of a body: 64 hex digits. */
export function nameOf(body: Uint8Array): string {
  return sha256(body).slice(2);
}

/** The root over a manifest and its bodies, which follow in order of their names. */
export function evidenceRoot(manifest: Uint8Array, bodies: readonly Uint8Array[]): Hex {
  const named = new Map(bodies.map((body) => [nameOf(body), body]));
  const ordered = [...named.keys()].sort().map((name) => named.get(name) as Uint8Array);
  return merkleRoot([manifest, ...ordered]);
}
