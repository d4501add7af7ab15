import type { Holder, RoleOfManager, RoleOfTimelock } from "@/generated/api/types.gen";
import { roughly } from "@/lib/time";

/** Who the address book's names are, for people. */
const HOLDERS: Record<string, string> = {
  Timelock: "Timelock",
  MutuelGovernor: "DAO (holders of votes)",
  Safe: "Multisig",
  Keeper: "Keeper",
  anyone: "Anyone",
};

/** What a role is for, in words. */
const ROLES: Record<string, string> = {
  ADMIN: "Administration",
  PARAMS: "Parameters",
  PAUSER: "Stopping new bets",
  CREATOR: "Creating markets",
  TREASURER: "Small payments of the house",
  INSURER: "Insurance payments",
  ARBITER: "Ruling on disputes",
  FALLBACK: "Ruling in the DAO's place",
  VETO: "Vetoing a ruling",
};

/** What waits in public before it happens, and what it does then. */
const ACTS: Record<string, string> = {
  "Escrow.registerEngine": "admits an engine, which then touches only accounts that opted in",
  "Escrow.setFeeReceivers": "names where fees go",
  "Escrow.seal": "ends the time in which engines are on by default; done at deployment",
  "Escrow.setTvlCap": "how much USDC Escrow takes in all",
  "ParimutuelEngine.addTemplate": "adds a kind of market; those that exist stay as they are",
  "Resolution.addSource": "adds a source of results; those that exist stay as they are",
  "Treasury.payLarge": "pays more than the daily limit, the house's own money",
  "Treasury.setDailyLimit": "how much the multisig may pay in a day",
  "Insurance.setMarketCap": "how much the insurance pays for one market at most",
  "Insurance.coverShortfall": "pays somebody who was harmed, with evidence",
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

/** What a function does, and if it does so at once, why that is safe; null for what nobody explained. */
export function actText(contract: string, name: string): string | null {
  const key = `${contract}.${name}`;
  return SAFE[key] ?? ACTS[key] ?? null;
}

/** What a role is for, and its own name if there are words for it. */
export function roleTitle({ name }: Pick<RoleOfManager, "name">): { title: string; name: string | null } {
  const title = ROLES[name];
  return title === undefined ? { title: name, name: null } : { title, name };
}

export function timelockText({ name }: Pick<RoleOfTimelock, "name">): string {
  return TIMELOCK[name] ?? name;
}
