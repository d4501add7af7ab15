import type { BondPaid, Challenge, Dispute, Ruling } from "@/generated/api/types.gen";
import { microOf, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";

/** What a challenger claims. */
export function claimText({ value, outcome, void: nobody, bond }: Challenge): string {
  const claim = nobody ? "nobody won" : value !== null ? `it was ${priceText(value)}` : sideText(outcome);
  return `Challenged with a bond of ${usdExact(microOf(bond))}: ${claim}`;
}

/** What people decided, and whether it stands. */
export function rulingText(ruling: Ruling, { question }: Pick<Dispute, "question">): string {
  const by = ruling.by === "dao" ? "The DAO" : "The multisig";
  const what = ruling.void
    ? "void: every stake goes back"
    : question.value !== null
      ? priceText(question.value)
      : sideText(question.outcome);
  return ruling.vetoed
    ? `${by} ruled, and the multisig vetoed: every stake goes back`
    : `${by} ruled: ${what}`;
}

export function bondText({ amount, round }: BondPaid): string {
  return `Bond of round ${round + 1}: ${usdExact(microOf(amount))} paid as credit to`;
}

function sideText(outcome: number | null): string {
  if (outcome === null) return "another result";
  return outcome === 0 ? "the first outcome won" : "the second outcome won";
}

/** Only addresses of the web and of IPFS become links; anybody may write anything into a challenge. */
export function linkOf(uri: string): string | null {
  if (/^https:\/\/\S+$/.test(uri)) return URL.canParse(uri) ? uri : null;
  const found = /^ipfs:\/\/([A-Za-z0-9]+[\w./-]*)$/.exec(uri);
  return found ? `https://ipfs.io/ipfs/${found[1]}` : null;
}
