/** Markets that settle by an on-chain proof have no evidence root: the round itself is the evidence. */
export function evidenceOf(root: string | null): string | null {
  return root === null || /^0x0*$/.test(root) ? null : root;
}
