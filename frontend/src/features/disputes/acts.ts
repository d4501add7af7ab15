import type { Move } from "@/generated/api/types.gen";

/** What a page can do for anybody, by move; the others need a bond, signatures, or a role. */
export type OpenMove = Extract<Move, "escalate" | "finalise" | "voidExpired">;

interface Words {
  button: string;
  /** What pressing it does. */
  effect: string;
  done: string;
}

export const ACTS: Record<OpenMove, Words> = {
  escalate: {
    button: "Hand it to the DAO now",
    effect:
      "Nobody answered the challenge in 12 hours. This makes it a dispute that the holders of votes rule on.",
    done: "It is the DAO's turn now",
  },
  finalise: {
    button: "Make it final now",
    effect:
      "Its time is over and nothing stands against it. This makes the result final and pays out the bonds.",
    done: "The result is final",
  },
  voidExpired: {
    button: "End this dispute now",
    effect: "Its time ran out. This voids it: every stake and every bond goes back in full.",
    done: "The dispute is over; every stake goes back",
  },
};

export function isOpen(move: Move): move is OpenMove {
  return Object.hasOwn(ACTS, move);
}
