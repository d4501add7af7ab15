import {
  BaseError,
  ChainMismatchError,
  ContractFunctionRevertedError,
  HttpRequestError,
  InsufficientFundsError,
  MethodNotFoundRpcError,
  MethodNotSupportedRpcError,
  SwitchChainError,
  TimeoutError,
  TransactionExecutionError,
  UnsupportedProviderMethodError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import { describeContractError, isContractError } from "./contract";
import { type Sentence, UNCHANGED } from "./sentence";

type Match = { when: (cause: Error) => boolean; say: Sentence };

/** A transaction was mined and undone by the contract. viem reports this as a receipt, not as an error. */
export class RevertedOnChain extends Error {
  readonly hash: string;
  constructor(hash: string) {
    super(`transaction ${hash} was undone by the contract`);
    this.name = "RevertedOnChain";
    this.hash = hash;
  }
}

const NEXT = "Try again, or use another wallet.";

const KNOWN: Match[] = [
  {
    when: (cause) => cause instanceof UserRejectedRequestError || codeOf(cause) === 4001,
    say: {
      title: "You declined in your wallet.",
      detail: `${UNCHANGED} Press the button again when you are ready.`,
    },
  },
  {
    when: (cause) => cause instanceof WaitForTransactionReceiptTimeoutError,
    say: {
      title: "The network has not confirmed your transaction yet.",
      detail: "It was sent and may still go through. Do not send it again; look at your wallet's activity.",
    },
  },
  {
    when: (cause) => cause instanceof InsufficientFundsError,
    say: {
      title: "Your wallet cannot pay the network fee.",
      detail: `${UNCHANGED} Add a little ETH on this network to your wallet.`,
    },
  },
  {
    when: (cause) =>
      cause instanceof ChainMismatchError ||
      cause instanceof SwitchChainError ||
      cause.name === "ConnectorChainMismatchError" ||
      codeOf(cause) === 4902,
    say: {
      title: "Your wallet is on another network.",
      detail: `${UNCHANGED} Switch the network in your wallet; if it does not know this one, add it there first.`,
    },
  },
  {
    when: (cause) => codeOf(cause) === -32002,
    say: {
      title: "Your wallet is still asking something.",
      detail: `${UNCHANGED} Open your wallet and answer it.`,
    },
  },
  {
    when: (cause) => cause.name === "ConnectorNotConnectedError" || codeOf(cause) === 4900,
    say: { title: "Your wallet is disconnected.", detail: `${UNCHANGED} Connect it and try again.` },
  },
  {
    when: (cause) => cause.name === "ConnectorAccountNotFoundError" || codeOf(cause) === 4100,
    say: {
      title: "Your wallet does not allow this account here.",
      detail: `${UNCHANGED} Choose the account in your wallet, then try again.`,
    },
  },
  {
    when: (cause) => cause.name === "ProviderNotFoundError",
    say: {
      title: "No wallet was found in this browser.",
      detail: `${UNCHANGED} Install a wallet, then reload the page.`,
    },
  },
  {
    when: (cause) => cause instanceof RevertedOnChain,
    say: {
      title: "The network took your transaction, but the contract undid it.",
      detail:
        "No USDC moved; only the network fee was paid. Something changed while it was on its way: look again.",
    },
  },
  {
    when: (cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError,
    say: {
      title: "The network does not answer.",
      detail: `${UNCHANGED} Check your connection and try again.`,
    },
  },
];

function codeOf(error: Error): unknown {
  return "code" in error ? error.code : undefined;
}

/** The error and everything that caused it, outermost first; bounded in case of a cycle. */
function causes(error: Error): Error[] {
  const chain: Error[] = [];
  for (let cause: unknown = error; cause instanceof Error && chain.length < 16; cause = cause.cause)
    chain.push(cause);
  return chain;
}

/** The name of the custom error that a contract threw, if one did and the ABI knows it. */
export function revertName(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return causes(error).find((cause) => cause instanceof ContractFunctionRevertedError)?.data?.errorName;
}

function contractSentence(chain: Error[]): Sentence | null {
  const revert = chain.find((cause) => cause instanceof ContractFunctionRevertedError);
  if (!revert) return null;
  const name = revert.data?.errorName ?? "";
  if (isContractError(name)) return describeContractError(name, revert.data?.args ?? []);
  const reason = revert.reason ?? revert.signature ?? "no reason given";
  return { title: "The contract would refuse this.", detail: `${UNCHANGED} Its reason: ${reason}.` };
}

/** Plain words for whatever a wallet, an RPC node or a contract threw; null when it is none of these. */
export function describeWalletError(error: Error): Sentence | null {
  const chain = causes(error);
  const contract = contractSentence(chain);
  if (contract) return contract;
  const known = KNOWN.find(({ when }) => chain.some(when));
  if (known) return known.say;
  if (!(error instanceof BaseError)) return null;
  const sent = chain.some((cause) => cause instanceof TransactionExecutionError);
  return {
    title: sent
      ? "Your wallet did not send the transaction."
      : "Your wallet or the network answered with an error.",
    detail: `${UNCHANGED} It said: ${error.shortMessage} ${NEXT}`,
  };
}

/** Whether the wallet cannot do what was asked at all, so that another way should be tried. */
export function isUnsupported(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return causes(error).some(
    (cause) =>
      cause instanceof MethodNotFoundRpcError ||
      cause instanceof MethodNotSupportedRpcError ||
      cause instanceof UnsupportedProviderMethodError ||
      codeOf(cause) === 4200 ||
      codeOf(cause) === -32601,
  );
}
