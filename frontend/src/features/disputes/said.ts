import { roleText } from "@/features/market/answer";
import type { BondPaid, Challenge, Dispute, Ruling } from "@/generated/api/types.gen";
import { microOf, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { atText } from "@/lib/time";

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

/** What the dispute is about, as a sentence. */
export function aboutText({ question, markets }: Pick<Dispute, "question" | "markets">): string {
  const { symbol, value, observeAt } = question;
  const of = symbol === "" ? "" : `, ${symbol}`;
  const reported = value === null ? "" : `, reported as ${priceText(value)}`;
  const others = markets > 1 ? ` ${markets} markets wait for it.` : "";
  return `${roleText(question)}${of}, observed ${atText(observeAt)}${reported}.${others}`;
}

/** When it began; of one that began with a challenge, the hours to rule run only from the dispute itself. */
export function beganText({ began, question, open }: Pick<Dispute, "began" | "question" | "open">): string {
  const { disputedAt } = question;
  const start = `Began ${atText(began)}.`;
  if (disputedAt === null || disputedAt === began) return start;
  return `${start} The time to rule ${open ? "runs" : "ran"} from ${atText(disputedAt)}.`;
}

/** What became of the bonds that an account put up, in micro-USDC: what came back, and what it had challenged with. */
export function ownBonds({ bonds, challenges }: Pick<Dispute, "bonds" | "challenges">, account: string) {
  const is = (other: string) => other.toLowerCase() === account.toLowerCase();
  const sum = (amounts: readonly string[]) => amounts.reduce((total, one) => total + microOf(one), 0n);
  return {
    back: sum(bonds.filter((bond) => is(bond.account)).map(({ amount }) => amount)),
    put: sum(challenges.filter(({ challenger }) => is(challenger)).map(({ bond }) => bond)),
  };
}

function sideText(outcome: number | null): string {
  if (outcome === null) return "another result";
  return outcome === 0 ? "the first outcome won" : "the second outcome won";
}

/** Only addresses of the web, of IPFS and of our archive become links; anybody may write anything into a challenge. */
export function linkOf(uri: string): string | null {
  if (/^https:\/\/\S+$/.test(uri)) return URL.canParse(uri) ? uri : null;
  const ours = /^evidence\/([0-9a-f]{64})$/.exec(uri);
  if (ours) return `/api/evidence/manifests/${ours[1]}`;
  const found = /^ipfs:\/\/([A-Za-z0-9]+[\w./-]*)$/.exec(uri);
  return found ? `https://ipfs.io/ipfs/${found[1]}` : null;
}

/** Where a link of `linkOf` leads, so that nobody opens a stranger's page unawares. */
export function placeText(link: string): string {
  return link.startsWith("/") ? "in the archive" : `at ${new URL(link).host}`;
}
