import type { Hex } from "viem";
import { useReadContracts } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { resolutionAbi } from "@/generated/abi/resolution";
import { type Report, reportOf } from "./report";

const REFRESH_MS = 5_000;

/** What of this question can be challenged, read from the chain; undefined while unknown, null if nothing can. */
export function useReport(questionId: string): Report | null | undefined {
  const config = useConfig();
  const of = {
    address: addressOf(config, "Resolution"),
    abi: resolutionAbi,
    args: [questionId as Hex],
    chainId: config.chainId,
  } as const;
  const { data } = useReadContracts({
    contracts: [
      { ...of, functionName: "observation" },
      { ...of, functionName: "clockOf" },
      { ...of, functionName: "finalAt" },
    ],
    allowFailure: false,
    query: { refetchInterval: REFRESH_MS },
  });
  return data && reportOf(...data);
}
