import type { AskedQuestion, Question } from "@/generated/api/types.gen";

const STATES: Record<Question["state"], string> = {
  none: "Not reported yet",
  proposed: "Reported; open to challenge",
  challenged: "Challenged; a second report is awaited",
  disputed: "Disputed; waits for a ruling",
  ruled: "Ruled; takes effect after its notice",
  final: "Final",
  void: "Void",
};

const DISPUTES: Record<NonNullable<Question["disputeReason"]>, string> = {
  spread: "the sources differ too much",
  codesDiffer: "the sources name different results",
  halt: "trading was halted at the close",
  silence: "no source answered in time",
  challengeUnanswered: "a challenge was not answered",
  secondChallenge: "the second report was challenged too",
  crossCheck: "a cross-check differs from the proof",
  contest: "the sources name different winners",
  correction: "a correction differs too much from the first report",
};

export const NO_PLAIN_WINNER = "the match was awarded, or its sources disagree on whether anybody won";

const VOIDS: Record<NonNullable<Question["voidReason"]>, string> = {
  noProof: "no proof came in time",
  noRuling: "nobody ruled in time",
  expired: "its time ran out",
  ruledVoid: "it was ruled void",
  vetoed: "the ruling was vetoed",
  noWinner: "no winner could be named",
};

const ROLES: Record<AskedQuestion["role"], string> = {
  start: "Start",
  startSecond: "Start, second asset",
  end: "Result",
  endSecond: "Result, second asset",
  contest: "Ruling of this market alone",
};

/** What a question tells of its market. */
export function roleText({ role }: Pick<AskedQuestion, "role">): string {
  return ROLES[role];
}

/** A report with a price was flagged for a halt; one without, of a match, where its winner is not plain. */
function disputeText({ value }: Question, reason: NonNullable<Question["disputeReason"]>): string {
  return reason === "halt" && value === null ? NO_PLAIN_WINNER : DISPUTES[reason];
}

/** Where a question stands, in a line. */
export function answerText(question: Question): string {
  const state = STATES[question.state];
  if (question.state === "proposed" && question.noWinner)
    return "Reported that nobody won; open to challenge";
  if (question.state === "disputed" && question.disputeReason)
    return `${state}: ${disputeText(question, question.disputeReason)}`;
  if (question.state === "void" && question.voidReason) return `${state}: ${VOIDS[question.voidReason]}`;
  return state;
}
