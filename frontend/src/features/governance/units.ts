import { etherExact } from "@/lib/ether";
import { usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { priceFrom } from "@/lib/price";
import { atText, isMoment, spanExact } from "@/lib/time";
import { ONE_VOTE, wholeVotes } from "./wording";

type Unit = (value: bigint) => string | null;

const usdc: Unit = (value) => usdExact(value);
const span: Unit = (value) => (Number.isSafeInteger(Number(value)) ? spanExact(Number(value)) : null);
const wei: Unit = (value) => etherExact(value.toString());
const percent: Unit = (value) => `${value}%`;
const moment: Unit = (value) => (value !== 0n && isMoment(Number(value)) ? atText(Number(value)) : null);
const limit: Unit = (value) => (value === 0n ? "no limit" : usdc(value));
const votes: Unit = (value) => (value % ONE_VOTE === 0n ? `${wholeVotes(value)} votes` : null);

/** Hundredths of a per cent. */
const bps: Unit = (value) => `${value / 100n}.${(value % 100n).toString().padStart(2, "0")}%`;

/** The codes of outcomes are as small as no price is. */
const answer: Unit = (value) => (value <= 1n ? null : priceText(priceFrom(value)));

const named =
  (names: readonly string[]): Unit =>
  (value) =>
    names[Number(value)] || null;

const KINDS = named(["price range", "up or down", "race", "match", "match, stakes back first"]);
const PATHS = named(["", "proof", "proof or report", "report"]);

/** What numbers in the acts of governance count, by function and argument; fields of structs by their own name. */
const UNITS: Record<string, Record<string, Unit>> = {
  addTemplate: {
    kind: KINDS,
    takeoutBps: bps,
    insuranceBps: bps,
    capFloor: usdc,
    capMax: usdc,
    maxPool: usdc,
    mergeBelow: usdc,
    minLosers: usdc,
    minLosersBps: bps,
    knownGuard: span,
  },
  addSource: { path: PATHS, maxSpreadBps: bps, notBefore: span, window: span, bond: usdc },
  registerEngine: { exitDelay: span },
  setTvlCap: { cap: limit },
  setMarketCap: { cap: usdc },
  setDailyLimit: { limit: usdc },
  pay: { amount: usdc },
  payLarge: { amount: usdc },
  coverShortfall: { amounts: usdc },
  rule: { value: answer },
  fallbackRule: { value: answer },
  schedule: { value: wei, delay: span, when: moment },
  scheduleBatch: { values: wei, delay: span },
  execute: { value: wei, values: wei },
  executeBatch: { values: wei },
  propose: { values: wei },
  relay: { value: wei },
  updateDelay: { newDelay: span },
  grantRole: { executionDelay: span },
  setGrantDelay: { newDelay: span },
  setTargetAdminDelay: { newDelay: span },
  setVotingDelay: { newVotingDelay: span },
  setVotingPeriod: { newVotingPeriod: span },
  setLateQuorumVoteExtension: { newVoteExtension: span },
  setProposalThreshold: { newProposalThreshold: votes },
  updateQuorumNumerator: { newQuorumNumerator: percent },
};

const INTEGER = /^-?\d{1,78}$/;

/** An argument, or a list of them, in the units of people; null where the number says it itself. */
export function inUnits(called: string | null, argument: string, value: string): string | null {
  const unit = UNITS[called ?? ""]?.[argument.slice(argument.lastIndexOf(".") + 1)];
  if (!unit) return null;
  const parts = value.startsWith("[") && value.endsWith("]") ? value.slice(1, -1).split(", ") : [value];
  if (!parts.every((part) => INTEGER.test(part))) return null;
  const said = parts.map((part) => unit(BigInt(part)));
  return said.every((one) => one !== null) ? said.join(", ") : null;
}

/** Said beside calls that a call carries, and nothing unless somebody sets them. */
const BESIDE = new Set(["value", "values", "predecessor", "salt"]);

/** Whether an argument says nothing: what carries other calls leaves these at zero. */
export function isUnset(called: string | null, argument: string, value: string): boolean {
  return (
    /^schedule(Batch)?$/.test(called ?? "") &&
    BESIDE.has(argument) &&
    !/[1-9a-f]/.test(value.replace(/0x/g, ""))
  );
}
