import { recoverTypedDataAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { beforeEach, describe, expect, test } from "vitest";
import { connect } from "wagmi/actions";
import type { Stage } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import { describeError } from "@/errors/describe";
import { ACCOUNT, type Behaviour, BLOCK_TIME, CONFIG, fakeWallet } from "../../../tests/fakeWallet";
import { type Bet, type PayFrom, placeBets } from "./transport";

const BET = { marketId: 7n, outcome: 2, amount: 25_000_000n, minWeight: 24_000_000n };
const TERMS = [7n, 2, 25_000_000n, 24_000_000n];
const DECLINED = Object.assign(new Error("User rejected the request."), { code: 4001 });

beforeEach(() => sessionStorage.clear());

const OTHER = { ...BET, marketId: 8n, outcome: 0, amount: 10_000_000n };

async function bet(behaviour: Behaviour, from: PayFrom = "wallet", bets: Bet[] = [BET]) {
  const fake = fakeWallet(behaviour);
  const wagmi = fake.wagmi as Wagmi;
  const [connector] = wagmi.connectors;
  if (!connector) throw new Error("the fake has no connector");
  await connect(wagmi, { connector });
  const stages: Stage[] = [];
  let quotes = 0;
  const quote = async () => {
    quotes += 1;
    return bets;
  };
  const placed = placeBets({ wagmi, config: CONFIG, account: ACCOUNT }, quote, from, (stage) =>
    stages.push(stage),
  );
  const error = await placed.then(
    () => null,
    (reason: unknown) => reason,
  );
  return {
    ...fake,
    stages,
    error,
    quotes: () => quotes,
    names: fake.sent.map(({ functionName }) => functionName),
  };
}

describe("placeBets: one", () => {
  test("no allowance: one permit for exactly the stake, one transaction", async () => {
    const { names, sent, signed, stages, error } = await bet({});
    expect(error).toBeNull();
    expect(names).toEqual(["betWithPermit"]);
    expect(sent[0]?.args).toEqual([...TERMS, BLOCK_TIME + 1_800n, `0x${"11".repeat(65)}`]);
    expect(signed[0]).toMatchObject({
      domain: { name: "USD Coin", version: "2", chainId: 31_337, verifyingContract: CONFIG.contracts.Usdc },
      message: {
        owner: ACCOUNT.toLowerCase(),
        spender: CONFIG.contracts.Escrow,
        value: "25000000",
        nonce: "4",
        deadline: String(BLOCK_TIME + 1_800n),
      },
    });
    expect(stages).toEqual(["sign", "send", "confirm"]);
  });

  test("what was signed: recovers to the signer as EIP-2612", async () => {
    const { signed } = await bet({});
    const typed = signed[0] as Parameters<typeof recoverTypedDataAddress>[0];
    const key = privateKeyToAccount(`0x${"07".repeat(32)}`);
    const signature = await key.signTypedData(typed as never);
    expect(await recoverTypedDataAddress({ ...typed, signature })).toBe(key.address);
  });

  test("an allowance that covers the stake: no signature", async () => {
    const { names, signed, sent } = await bet({ allowance: 25_000_000n });
    expect(names).toEqual(["bet"]);
    expect(sent[0]?.args).toEqual(TERMS);
    expect(signed).toEqual([]);
  });

  test("from credit: no signature, whatever the allowance", async () => {
    const { names, signed } = await bet({ allowance: 0n }, "credit");
    expect(names).toEqual(["betFromCredit"]);
    expect(signed).toEqual([]);
  });

  test.each<[string, Behaviour, number]>([
    ["a smart account", { code: "0x6001" }, 0],
    [
      "a wallet without typed data",
      {
        sign: () => {
          throw Object.assign(new Error("no"), { code: 4200 });
        },
      },
      1,
    ],
    ["a token that refuses the permit", { reverts: { betWithPermit: "TransferFailed" } }, 1],
  ])("%s: approves exactly the stake, then bets", async (_, behaviour, signatures) => {
    const { names, sent, signed, error, stages } = await bet(behaviour);
    expect(error).toBeNull();
    expect(names).toEqual(["approve", "bet"]);
    expect(sent[0]?.args).toEqual([CONFIG.contracts.Escrow, 25_000_000n]);
    expect(signed).toHaveLength(signatures);
    expect(stages.slice(-4)).toEqual(["allow", "confirm", "send", "confirm"]);
  });

  test("signature declined: nothing is sent, and the person is told so", async () => {
    const { names, error } = await bet({
      sign: () => {
        throw DECLINED;
      },
    });
    expect(names).toEqual([]);
    expect(describeError(error).detail).toContain("No money moved.");
  });

  test("transaction declined: does not fall back to approving", async () => {
    const { names, error, stages } = await bet({
      send: () => {
        throw DECLINED;
      },
    });
    expect(names).toEqual([]);
    expect(stages).toEqual(["sign", "send"]);
    expect(describeError(error).title).toBe("You declined in your wallet.");
  });

  test("the engine would refuse: explained before the wallet is asked to send", async () => {
    const { names, error } = await bet({ reverts: { betWithPermit: "BettingClosed" } });
    expect(names).toEqual([]);
    expect(describeError(error).title).toBe("Betting on this market has closed.");
  });

  test("undone in its block: reported, and nothing waits for a reload", async () => {
    const { error } = await bet({ allowance: 25_000_000n, status: "0x0" });
    expect(describeError(error).title).toBe("The network took your transaction, but the contract undid it.");
    expect(sessionStorage.getItem("mutuel.pending")).toBe("[]");
  });
});

describe("placeBets: several", () => {
  const BETS = [BET, OTHER];

  test("no allowance: approves exactly the total once, then one transaction, without a permit", async () => {
    const { names, sent, signed, error, stages } = await bet({}, "wallet", BETS);
    expect(error).toBeNull();
    expect(names).toEqual(["approve", "betBatch"]);
    expect(sent[0]?.args).toEqual([CONFIG.contracts.Escrow, 35_000_000n]);
    expect(sent[1]?.args).toEqual([BETS, false]);
    expect(signed).toEqual([]);
    expect(stages).toEqual(["allow", "confirm", "send", "confirm"]);
  });

  test("an allowance that covers the total: one transaction", async () => {
    const { names } = await bet({ allowance: 35_000_000n }, "wallet", BETS);
    expect(names).toEqual(["betBatch"]);
  });

  test("from credit: one transaction that says so", async () => {
    const { names, sent } = await bet({}, "credit", BETS);
    expect(names).toEqual(["betBatch"]);
    expect(sent[0]?.args[1]).toBe(true);
  });

  test("after the wallet was asked to approve: quoted anew before the bets go out", async () => {
    const { quotes } = await bet({}, "wallet", BETS);
    expect(quotes()).toBe(2);
  });

  test("the contract would refuse one: nothing is sent, and the error names which and why", async () => {
    const { names, error } = await bet({ allowance: 35_000_000n, codes: [0, 3] }, "wallet", BETS);
    expect(names).toEqual([]);
    expect(error).toMatchObject({ name: "BatchRefused", codes: [0, 3] });
    expect(describeError(error)).toEqual({
      title: "One of the bets would be refused, so no bet was sent.",
      detail: expect.stringContaining("No money moved."),
    });
  });
});
