import type { Address } from "viem";
import { type Micro, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { type Price, parsePrice, priceFrom } from "@/lib/price";
import { atText, type Seconds } from "@/lib/time";
import type { Report } from "./report";

/** What somebody says the result was; null: nobody won. */
export type Claimed = Price | null;

/** What the form holds, as it was typed. */
export interface Typed {
  /** The choice: a value, a side, or nobody. */
  kind: "value" | "first" | "second" | "nobody";
  price: string;
  evidence: string;
}

export type Checked =
  | { kind: "ok"; claimed: Claimed; evidence: string }
  | { kind: "invalid"; field: "price" | "evidence" | "kind"; message: string };

/** Longer texts belong behind a link; every character is paid for on chain. */
export const LONGEST_EVIDENCE = 300;
const SAME = "That is what the report says already.";

/** Reads the form, as the contract will. */
export function check({ kind, price, evidence }: Typed, report: Pick<Report, "value">): Checked {
  const claimed = claimOf(kind, price.trim());
  if (typeof claimed === "string") return { kind: "invalid", field: "price", message: claimed };
  if (claimed === report.value)
    return { kind: "invalid", field: kind === "value" ? "price" : "kind", message: SAME };
  const said = evidence.trim();
  if (said === "")
    return { kind: "invalid", field: "evidence", message: "Say what shows it: a link, or a sentence." };
  if (said.length > LONGEST_EVIDENCE)
    return { kind: "invalid", field: "evidence", message: `At most ${LONGEST_EVIDENCE} characters.` };
  return { kind: "ok", claimed, evidence: said };
}

/** The claim, or why there is none. */
function claimOf(kind: Typed["kind"], text: string): Claimed | string {
  if (kind === "nobody") return null;
  if (kind !== "value") return kind === "first" ? 0n : 1n;
  const parsed = parsePrice(text);
  if (parsed.kind === "empty") return "Write the price that you say is right.";
  return parsed.kind === "ok" ? parsed.value : parsed.message;
}

export const SIDES: readonly [string, string] = ["The first side", "The second side"];

/** What the report says, as the end of a sentence. @param sides names of a match's sides */
export function reportText(
  { value, domain }: Pick<Report, "value" | "domain">,
  symbol: string,
  sides: readonly [string, string] = SIDES,
): string {
  if (value === null) return "nobody won";
  if (domain === "outcome") return `${sides[value === 0n ? 0 : 1]} won`;
  return `${symbol} was at ${priceText(priceFrom(value))}`;
}

/** Until when somebody may say otherwise, and what it costs. */
export function untilText({ until, bond }: Pick<Report, "until" | "bond">, now: Seconds | null): string {
  const cost = `with a bond of ${usdExact(bond)}`;
  if (until === null) return `Anyone may challenge it ${cost} while the network recovers from an outage.`;
  if (now !== null && now >= until) return `It could be challenged until ${atText(until)}.`;
  return `Anyone may challenge it ${cost} until ${atText(until)}.`;
}

/**
 * What may happen to the bond: won, lost, returned. By Resolution's rules; half of an odd bond is rounded down.
 * @param nobody whether the claim is that nobody won
 */
export function consequences(
  { bond, against }: Pick<Report, "bond" | "against">,
  nobody: boolean,
): readonly [string, string][] {
  const back = nobody ? "Nobody rules in time" : "It ends without a winner, nobody rules in time";
  return [
    [
      "The result ends nearer to your claim than to the report",
      `you get ${usdExact(bond + against / 2n)}: your bond and half of the reporter's`,
    ],
    ["It does not", `you lose the ${usdExact(bond)}, half to the reporter, half to the insurance`],
    [`${back}, or the ruling is vetoed`, "you get your bond back"],
  ];
}

/** What a challenge sets off. */
export function followsText({ round }: Pick<Report, "round">): string {
  return round === 0
    ? "The reporters then have 12 hours to report again, with one signature more; if they do not, the DAO rules."
    : "It then goes to the DAO at once; nobody can challenge it again.";
}

/** What the account can put up, as Escrow and its own limits say; null where still unknown. */
export interface Means {
  account: Address;
  wallet: Micro;
  credit: Micro;
  excludedUntil: Seconds;
  /** What its own limits leave; null without any. */
  left: Micro | null;
}

/** Why this account cannot challenge now; null if it can. */
export function refusal(report: Report, means: Means, now: Seconds): string | null {
  const { bond, until } = report;
  if (until !== null && now >= until) return "The time to challenge this is over.";
  if (now < means.excludedUntil)
    return `You excluded yourself until ${atText(means.excludedUntil)}; bonds count as stakes.`;
  if (means.left !== null && means.left < bond)
    return `Your own limits leave ${usdExact(means.left)}; the bond of ${usdExact(bond)} counts as a stake.`;
  if (means.wallet + means.credit < bond)
    return `The bond is ${usdExact(bond)}; you have ${usdExact(means.wallet + means.credit)} in wallet and credit.`;
  return null;
}

/** What has to come from the wallet before the bond can be locked. */
export function missing(bond: Micro, credit: Micro): Micro {
  return bond > credit ? bond - credit : 0n;
}

/** How the bond is paid, before anybody signs. */
export function paymentText(bond: Micro, credit: Micro): string {
  const short = missing(bond, credit);
  if (short === 0n)
    return `The bond is taken from your Mutuel credit of ${usdExact(credit)}. One transaction.`;
  const from = credit === 0n ? "" : ` ${usdExact(credit)} of it is your Mutuel credit.`;
  return `Two transactions:${from} ${usdExact(short)} goes from your wallet into your Mutuel credit, then the bond is locked and the challenge made.`;
}
