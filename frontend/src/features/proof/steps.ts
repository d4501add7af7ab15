import type { Address, Hex } from "viem";
import { type Micro, usdExact } from "@/lib/money";
import { type Bet, type Chain, type MarketView, questionId, subjectOf, type Template } from "./chain";
import { type Evidence, type Fetch, loadEvidence, readingOf } from "./manifest";
import { type Decision, type Pools, payoutDown, settle } from "./pool";
import { type Answer, decide, decideContested, FINAL, Kind, NONE, VOID, VoidReason } from "./referee";
import { type Labels, valueText, voidedText, winnerText } from "./wording";

export interface Step {
  name: string;
  /** "unchecked": nothing was found wrong, but this page cannot prove it. */
  verdict: "holds" | "differs" | "unchecked";
  said: string;
}

const OPEN = 1;
const SETTLED = 2;
const NO_PROOF_HERE =
  "Proved on chain by Chainlink, not by the archive: `mutuel verify` on the command line proves it again.";
const NO_ANSWER_YET = "Nobody has answered yet; there is nothing to check.";
const NO_ANSWER = "Neither a report nor a proof stands on chain; there is nothing to check.";
const SHORT = 86_400;
const MARGIN = 600;
const WEEK = 7 * 86_400;

/**
 * Every step of one market, in order; a step that cannot be made says why and does not stop the others.
 * `labels` only name the outcomes; nothing is computed from them.
 */
export async function* check(
  chain: Chain,
  fetchBytes: Fetch,
  id: bigint,
  viewer: Address | undefined,
  labels: Labels,
): AsyncGenerator<Step> {
  const view = await chain.market();
  const template = await chain.template(view.templateId);
  const bets = await chain.bets(view.open, view.closesAt);
  const pools = poolsOf(bets, view.outcomes);
  yield checkPools(pools, bets.length, await chain.pools(), view, labels);
  const questions = questionsOf(view, template, id);
  for (const question of questions) yield* checkQuestion(chain, fetchBytes, view, question);
  if (view.state === OPEN) {
    yield {
      name: "Winner",
      verdict: "holds",
      said: "The market is not decided yet; there is nothing to compute.",
    };
    return;
  }
  const told = await chain.decided(view.open);
  const answers = await Promise.all(questions.map(({ key }) => chain.answer(key)));
  const ours = await decisionOf(chain, view, template, pools, answers);
  yield checkWinner(view, ours, told?.reason, labels);
  if (!("void" in ours)) yield checkFee(ours, told?.fee);
  if (viewer) yield* checkPayout(chain, view, ours, bets, viewer);
}

function poolsOf(bets: readonly Bet[], outcomes: number): Pools {
  const nothing = () => Array.from({ length: outcomes }, () => 0n);
  const [stakes, weights] = [nothing(), nothing()];
  for (const bet of bets) {
    stakes[bet.outcome] = (stakes[bet.outcome] ?? 0n) + bet.stake;
    weights[bet.outcome] = (weights[bet.outcome] ?? 0n) + bet.weight;
  }
  return { stakes, weights };
}

function checkPools(
  ours: Pools,
  count: number,
  [stakes, weights]: readonly [readonly bigint[], readonly bigint[]],
  { kind, outcomes }: MarketView,
  labels: Labels,
): Step {
  const name = "Bets and pools";
  for (let i = 0; i < outcomes; i++)
    if (ours.stakes[i] !== stakes[i] || ours.weights[i] !== weights[i])
      return {
        name,
        verdict: "differs",
        said: `The pool of ${winnerText(kind, i, labels)} is ${usdExact(stakes[i] ?? 0n)} on chain, its bets make ${usdExact(ours.stakes[i] ?? 0n)}.`,
      };
  const total = ours.stakes.reduce((sum, one) => sum + one, 0n);
  const bets = count === 1 ? "1 bet makes" : `${count} bets make`;
  return {
    name,
    verdict: "holds",
    said: `${bets} the pools that the contract holds: ${usdExact(total)}.`,
  };
}

interface Asked {
  key: Hex;
  source: number;
  at: number;
}

/** End, then start, then the second asset's end and start: as the referee reads them. */
function questionsOf(view: MarketView, template: Template, id: bigint): Asked[] {
  const subject = subjectOf(template.subjectRule, id);
  const compares = view.kind === Kind.upDown || view.kind === Kind.race;
  const times = compares ? [view.observeAt, Number(view.edges[0])] : [view.observeAt];
  const sources = view.kind === Kind.race ? [template.sourceId, template.source2Id] : [template.sourceId];
  return sources.flatMap((source) =>
    times.map((at) => ({ key: questionId(source, at, subject), source, at })),
  );
}

async function* checkQuestion(
  chain: Chain,
  fetchBytes: Fetch,
  view: MarketView,
  asked: Asked,
): AsyncGenerator<Step> {
  const name = `Answer for ${new Date(asked.at * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  try {
    const early = view.kind >= Kind.match ? WEEK : 0;
    const root = await chain.evidenceRoot(asked.key, asked.at - early);
    if (root === null) {
      yield withoutEvidence(name, view.kind, await chain.answer(asked.key));
      return;
    }
    const found = await loadEvidence(fetchBytes, root);
    yield { name: `${name}: evidence`, ...evidenceOf(found, root, asked.key) };
    const reading = readingOf(found.manifest, await chain.hasPrimary(asked.source));
    yield checkAnswer(name, view.kind, await chain.answer(asked.key), reading);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    yield { name, verdict: "unchecked", said: `It could not be read: ${why}.` };
  }
}

/** Evidence counts if it is whole, and about this question: what is true of another day proves nothing here. */
function evidenceOf(found: Evidence, root: Hex, key: Hex): Pick<Step, "verdict" | "said"> {
  const { id } = found.manifest.question;
  if (found.root !== root || found.altered.length > 0)
    return { verdict: "differs", said: `The archive gives the root ${found.root}, on chain stands ${root}.` };
  if (id !== key) return { verdict: "differs", said: `The evidence is about question ${id}, not ${key}.` };
  const said = `${found.bodies} archived answers and their manifest give the Merkle root on chain.`;
  return { verdict: "holds", said };
}

/** No evidence root: people ruled, nobody answered, or a proof did. A price is never 0, and only prices are proved. */
function withoutEvidence(name: string, kind: number, held: Answer): Step {
  if (held.ruled) return ruledStep(name, kind, held);
  const silent = held.state === NONE ? NO_ANSWER_YET : NO_ANSWER;
  return { name, verdict: "unchecked", said: held.value === 0n ? silent : NO_PROOF_HERE };
}

function ruledStep(name: string, kind: number, held: Answer): Step {
  const ruling = held.state === VOID ? "void" : valueText(kind, held.value);
  const said = `People ruled: ${ruling}. What people decide cannot be computed again.`;
  return { name, verdict: "unchecked", said };
}

function checkAnswer(name: string, kind: number, held: Answer, ours: ReturnType<typeof readingOf>): Step {
  if (held.ruled) return ruledStep(name, kind, held);
  if (ours === null) return withoutReading(name, kind, held);
  const apart = ours.spread ? " The sources are too far apart: a dispute." : "";
  if (held.value === ours.value && held.low === ours.low && held.high === ours.high)
    return {
      name,
      verdict: "holds",
      said: `The archived answers come to ${valueText(kind, ours.value)}, as on chain.${apart}`,
    };
  const said = `On chain ${spanOf(kind, held)}, by the archive ${spanOf(kind, ours)}.`;
  return { name, verdict: "differs", said };
}

/** Only a void question may rest on evidence in which nobody says anything. */
function withoutReading(name: string, kind: number, held: Answer): Step {
  if (held.state === VOID) return { name, verdict: "holds", said: "No source named a winner." };
  const said = `On chain ${spanOf(kind, held)}, by the archive no source said anything.`;
  return { name, verdict: held.state === FINAL ? "differs" : "unchecked", said };
}

function spanOf(kind: number, { value, low, high }: Pick<Answer, "value" | "low" | "high">): string {
  const [told, least, most] = [value, low, high].map((one) => valueText(kind, one));
  return `${told} (sources from ${least} to ${most})`;
}

async function decisionOf(
  chain: Chain,
  view: MarketView,
  template: Template,
  pools: Pools,
  answers: Answer[],
): Promise<Decision> {
  const edges = view.kind === Kind.range ? view.edges.slice(0, view.outcomes - 1) : view.edges.slice(0, 1);
  const judged = { kind: view.kind, edges, closesAt: view.closesAt, knownGuard: template.knownGuard };
  const isShort = view.observeAt - view.open <= SHORT;
  const outage = isShort && (await chain.outage(view.closesAt - MARGIN, view.observeAt + MARGIN));
  const own = await chain.answer(chain.contestId());
  const verdict = own.state === 0 ? decide(judged, answers, outage) : decideContested(judged, own, outage);
  return settle({ ...template, kind: view.kind, takeoutBps: view.takeoutBps }, pools, verdict);
}

function checkWinner(view: MarketView, ours: Decision, reason: number | undefined, labels: Labels): Step {
  const name = "Winner";
  const timed = reason === VoidReason.expired || reason === VoidReason.cancelled;
  if (timed)
    return { name, verdict: "unchecked", said: "Void by time or by cancellation: every stake goes back." };
  const called = (winner: number) => winnerText(view.kind, winner, labels);
  const isVoid = "void" in ours;
  const same =
    view.state === SETTLED ? !isVoid && ours.winner === view.winner : isVoid && ours.void === reason;
  const chain = view.state === SETTLED ? called(view.winner) : voidedText(view.kind, reason);
  const mine = isVoid ? voidedText(view.kind, ours.void) : called(ours.winner);
  if (same) return { name, verdict: "holds", said: `By the rules ${mine}, as on chain.` };
  return { name, verdict: "differs", said: `On chain ${chain}, by the rules ${mine}.` };
}

function checkFee(ours: Exclude<Decision, { void: number }>, fee: Micro | undefined): Step {
  const name = "Fee";
  if (fee === ours.fee)
    return { name, verdict: "holds", said: `${usdExact(ours.fee)}; winners share ${usdExact(ours.net)}.` };
  const told = fee === undefined ? "no settlement" : usdExact(fee);
  return { name, verdict: "differs", said: `On chain ${told}, by the rules ${usdExact(ours.fee)}.` };
}

async function* checkPayout(
  chain: Chain,
  view: MarketView,
  ours: Decision,
  bets: readonly Bet[],
  viewer: Address,
): AsyncGenerator<Step> {
  const mine = bets.filter((bet) => bet.account.toLowerCase() === viewer.toLowerCase());
  if (mine.length === 0) return;
  const name = "Your payout";
  const due = payoutDown(view.kind, ours, poolsOf(mine, view.outcomes));
  const waiting = await chain.payoutOf(viewer);
  const paid = waiting > 0n ? null : await chain.claimed(viewer, view.open);
  const got = paid ?? waiting;
  if (got === due) {
    const how = paid === null ? "you can claim it" : "you were paid it";
    yield {
      name,
      verdict: "holds",
      said: `${usdExact(due)} by the rules, and ${due === 0n ? "nothing is due" : how}.`,
    };
    return;
  }
  yield { name, verdict: "differs", said: `By the rules ${usdExact(due)}, on chain ${usdExact(got)}.` };
}
