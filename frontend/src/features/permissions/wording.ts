import type { Holder, RoleOfTimelock } from "@/generated/api/types.gen";
import { roughly } from "@/lib/time";

/** Who the address book's names are, for people. */
const HOLDERS: Record<string, string> = {
  Timelock: "Timelock",
  MutuelGovernor: "DAO (holders of votes)",
  Safe: "Multisig",
  Keeper: "Keeper",
  anyone: "Anyone",
};

/** What is done at once, and why that takes nothing from anybody. */
const SAFE: Record<string, string> = {
  "Escrow.pause":
    "stops new bets of one engine for 7 days at most, once in 30; never a claim or a withdrawal",
  "Escrow.retire": "stops new bets of one engine for ever; never a claim or a withdrawal",
  "ParimutuelEngine.createBatch": "only from templates that waited",
  "ParimutuelEngine.closeEarly": "only where the template says so, not before half the planned length",
  "Treasury.pay": "within the daily limit, the house's own money",
  "Resolution.rule": "holds only after 24 hours, and can be vetoed until then",
  "Resolution.fallbackRule": "only in the four hours after the DAO's time; holds only after 24 hours",
  "Resolution.veto": "can only give every stake back",
};

const TIMELOCK: Record<string, string> = {
  DEFAULT_ADMIN_ROLE: "changes these roles",
  PROPOSER_ROLE: "schedules an act, which then waits",
  CANCELLER_ROLE: "cancels an act that waits; it cannot put another in its place",
  EXECUTOR_ROLE: "executes an act that has waited",
};

export function holderText({ name, address }: Pick<Holder, "name" | "address">): string {
  return name === null ? `${address.slice(0, 6)}…${address.slice(-4)}` : (HOLDERS[name] ?? name);
}

/** How long everybody can see coming what a holder decides. */
export function waitText({ wait }: Pick<Holder, "wait">): string {
  return wait === 0 ? "at once" : `after ${roughly(wait)} in public`;
}

/** Why it may happen at once; null for what nobody explained. */
export function whySafe(contract: string, name: string): string | null {
  return SAFE[`${contract}.${name}`] ?? null;
}

export function timelockText({ name }: Pick<RoleOfTimelock, "name">): string {
  return TIMELOCK[name] ?? name;
}
