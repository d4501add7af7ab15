/** Markets that settle by an on-chain proof have no evidence root: the round itself is the evidence. */
export function evidenceOf(root: string | null): string | null {
  return root === null || /^0x0*$/.test(root) ? null : root;
}

/** Whether a text is 32 bytes in hex, as a question or a root is named. */
export function isHash(value: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(value);
}
