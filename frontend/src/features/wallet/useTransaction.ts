import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConfig } from "@/api/config";
import type { OnStage, Stage } from "@/chain/transact";
import { describeError } from "@/errors/describe";
import type { Sentence } from "@/errors/sentence";
import { toastDone, toastFailed } from "@/ui/toastStore";

interface Done {
  title: string;
  description?: string;
}

export interface Transaction {
  /** Where it is; null when nothing is running. */
  stage: Stage | null;
  /** All stages passed so far, for the stepper. */
  stages: Stage[];
  failure: Sentence | null;
  /** Runs one transaction at a time; a second call while one runs does nothing. */
  run(work: (onStage: OnStage) => Promise<Done>): Promise<boolean>;
  dismiss(): void;
}

/** Blocks after its own at which a transaction is looked for in the index, which lags a little behind the chain. */
const INDEX_BLOCKS = [1, 3];

/** One place for what every transaction shares: its stages, its toast, its failure in words, and fresh figures after. */
export function useTransaction(): Transaction {
  const queries = useQueryClient();
  const { blockTime } = useConfig();
  const [stages, setStages] = useState<Stage[]>([]);
  const [failure, setFailure] = useState<Sentence | null>(null);
  const stage = stages.at(-1) ?? null;

  async function run(work: (onStage: OnStage) => Promise<Done>): Promise<boolean> {
    if (stage) return false;
    setFailure(null);
    const passed: Stage[] = [];
    const onStage: OnStage = (next) => {
      passed.push(next);
      setStages([...passed]);
    };
    try {
      const { title, description } = await work(onStage);
      toastDone(title, description);
      for (const blocks of INDEX_BLOCKS)
        setTimeout(() => void queries.invalidateQueries(), blocks * blockTime * 1_000);
      return true;
    } catch (error) {
      const sentence = describeError(error);
      setFailure(sentence);
      if (passed.at(-1) === "confirm") toastFailed(sentence.title, sentence.detail);
      return false;
    } finally {
      setStages([]);
      void queries.invalidateQueries();
    }
  }
  return { stage, stages, failure, run, dismiss: () => setFailure(null) };
}
