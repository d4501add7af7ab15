import type { Move, Turn } from "@/generated/api/types.gen";
import { microOf, usdExact } from "@/lib/money";
import type { Seconds } from "@/lib/time";

const MOVES: Record<Move, string> = {
  challenge: "Anyone may challenge the report",
  propose: "The reporters may report again, with one signature more than before",
  escalate: "Anyone may hand it to the DAO",
  rule: "The DAO may rule",
  fallbackRule: "The multisig may rule, if the DAO did not",
  veto: "The multisig may veto the ruling: then every stake goes back",
  finalise: "Anyone may make it final",
  voidExpired: "Anyone may void it: then every stake goes back in full",
};

export interface Possible {
  turn: Turn;
  text: string;
  /** Whether it can be done now. */
  now: boolean;
}

/** What can still be done, what is possible now first. Before the chain's time is known, everything is to come. */
export function possible(turns: readonly Turn[], now: Seconds | null): Possible[] {
  const left = turns.filter(({ ends }) => now === null || ends === null || now <= ends);
  const found = left.map((turn) => ({
    turn,
    text:
      turn.bond === null
        ? MOVES[turn.move]
        : `${MOVES[turn.move]}, with a bond of ${usdExact(microOf(turn.bond))}`,
    now: now !== null && (turn.starts === null || now > turn.starts),
  }));
  return [...found.filter((one) => one.now), ...found.filter((one) => !one.now)];
}
