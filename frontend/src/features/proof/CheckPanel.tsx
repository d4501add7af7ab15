import { useState } from "react";
import type { Address } from "viem";
import { useAccount, useConfig as useWagmi } from "wagmi";
import { getPublicClient } from "wagmi/actions";
import { addressOf, useConfig } from "@/api/config";
import { Button } from "@/ui/Button";
import { chainOf } from "./chain";
import { check, type Step } from "./steps";
import type { Labels } from "./wording";

const MARKS: Record<Step["verdict"], { mark: string; says: string; look: string }> = {
  holds: { mark: "✓", says: "Holds", look: "text-up" },
  differs: { mark: "✗", says: "Differs", look: "text-down" },
  unchecked: { mark: "?", says: "Not checked", look: "text-muted" },
};

type Run = "idle" | "running" | "done" | "failed";

/** Computes the market again in this browser: the chain's own logs and the archived evidence, no figure of ours. */
export default function CheckPanel({ marketId, labels }: { marketId: string; labels: Labels }) {
  const [steps, setSteps] = useState<Step[]>([]);
  const [run, setRun] = useState<Run>("idle");
  const steady = useSteps(marketId, labels);

  async function start() {
    setSteps([]);
    setRun("running");
    try {
      for await (const step of steady()) setSteps((before) => [...before, step]);
      setRun("done");
    } catch {
      setRun("failed");
    }
  }

  return (
    <>
      <Button onClick={start} disabled={run === "running"}>
        {run === "running" ? "Checking …" : "Check it in this browser"}
      </Button>
      <Steps steps={steps} />
      <p role="status" className="mt-2 text-muted text-small">
        {summary(run, steps)}
      </p>
    </>
  );
}

export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol aria-label="Steps of the check" className="mt-3 flex flex-col gap-2">
      {steps.map(({ name, verdict, said }) => (
        <li key={name} className="flex gap-2">
          <span
            aria-hidden="true"
            className={`w-4 shrink-0 text-center font-semibold ${MARKS[verdict].look}`}
          >
            {MARKS[verdict].mark}
          </span>
          <span className="min-w-0">
            <span className="sr-only">{MARKS[verdict].says}: </span>
            <span className="font-medium">{name}.</span>{" "}
            <span className="break-words text-muted">{said}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

export function summary(run: Run, steps: readonly Step[]): string {
  if (run === "failed")
    return "The chain could not be read, so nothing more was checked. No money is affected. Try again in a minute.";
  if (run !== "done") return "";
  const differing = steps.filter(({ verdict }) => verdict === "differs").length;
  if (differing > 0) return `${differing} of ${steps.length} steps differ from the chain.`;
  const open = steps.filter(({ verdict }) => verdict === "unchecked").length;
  return open === 0
    ? "Nothing differs."
    : `Nothing differs; ${open} of ${steps.length} steps cannot be checked here.`;
}

/** Reads go to the page's node or, without one, to the wallet's. */
function useSteps(marketId: string, labels: Labels): () => AsyncGenerator<Step> {
  const config = useConfig();
  const wagmi = useWagmi();
  const { address } = useAccount();
  return () => {
    const client = getPublicClient(wagmi, { chainId: config.chainId });
    if (!client) throw new Error("no node serves this chain");
    const [engine, resolution] = [addressOf(config, "ParimutuelEngine"), addressOf(config, "Resolution")];
    const id = BigInt(marketId);
    const chain = chainOf(client, engine, resolution, id);
    return check(chain, fetchEvidence, id, address as Address | undefined, labels);
  };
}

async function fetchEvidence(path: string): Promise<Uint8Array> {
  const answer = await fetch(`/api/evidence/${path}`);
  if (!answer.ok) throw new Error(`the archive does not hold ${path}`);
  return new Uint8Array(await answer.arrayBuffer());
}
