import { beforeEach, expect, test } from "vitest";
import { connect } from "wagmi/actions";
import type { Stage } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import { describeError } from "@/errors/describe";
import { ACCOUNT, type Behaviour, CONFIG, fakeWallet } from "../../../tests/fakeWallet";
import { challenge } from "./challenge";

const ID = `0x${"ab".repeat(32)}`;
const BOND = 100_000_000n;
const WANTED = { questionId: ID, claimed: 18_800_000_000n, evidence: "https://example.org", bond: BOND };
const DECLINED = Object.assign(new Error("User rejected the request."), { code: 4001 });

beforeEach(() => sessionStorage.clear());

async function made(credit: bigint, behaviour: Behaviour, wanted = WANTED) {
  const slot = { credit, engineMask: 0, flags: 0, excludedUntil: 0, withdrawNonce: 0 };
  const fake = fakeWallet({ ...behaviour, answers: { accountOf: slot, ...behaviour.answers } });
  const wagmi = fake.wagmi as Wagmi;
  const [connector] = wagmi.connectors;
  if (!connector) throw new Error("the fake has no connector");
  await connect(wagmi, { connector });
  const stages: Stage[] = [];
  const done = challenge({ wagmi, config: CONFIG, account: ACCOUNT }, wanted, (stage) => stages.push(stage));
  const error = await done.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { ...fake, stages, error, names: fake.sent.map(({ functionName }) => functionName) };
}

test("challenge: enough credit: one transaction with claim and evidence", async () => {
  const { names, sent, signed, stages, error } = await made(BOND, {});
  expect(error).toBeNull();
  expect(names).toEqual(["challenge"]);
  expect(sent[0]?.args).toEqual([ID, 18_800_000_000n, false, "https://example.org"]);
  expect(signed).toEqual([]);
  expect(stages).toEqual(["send", "confirm"]);
});

test("challenge: nobody won: a void claim of value 0", async () => {
  const { sent } = await made(BOND, {}, { ...WANTED, claimed: null as never });
  expect(sent[0]?.args).toEqual([ID, 0n, true, "https://example.org"]);
});

test("challenge: part is missing: exactly that is put in by permit first", async () => {
  let sent = 0;
  const done = await made(40_000_000n, {
    reverts: { challenge: () => (sent === 0 ? "InsufficientCredit" : undefined) },
    send: () => {
      sent += 1;
    },
  });
  expect(done.error).toBeNull();
  expect(done.names).toEqual(["depositWithPermit", "challenge"]);
  expect(done.sent[0]?.args[0]).toBe(60_000_000n);
  expect(done.signed[0]).toMatchObject({ message: { value: "60000000", spender: CONFIG.contracts.Escrow } });
  expect(done.stages).toEqual(["sign", "deposit", "confirm", "send", "confirm"]);
});

test("challenge: an allowance that covers it: no signature", async () => {
  const { names, signed } = await made(0n, { allowance: BOND });
  expect(names).toEqual(["deposit", "challenge"]);
  expect(signed).toEqual([]);
});

test("challenge: a smart account: approves exactly what is missing", async () => {
  const { names, sent, stages } = await made(0n, { code: "0x6001" });
  expect(names).toEqual(["approve", "deposit", "challenge"]);
  expect(sent[0]?.args).toEqual([CONFIG.contracts.Escrow, BOND]);
  expect(stages).toEqual(["allow", "confirm", "deposit", "confirm", "send", "confirm"]);
});

test.each(["SameClaim", "TooLate"] as const)(
  "challenge: %s: refused before any money moves",
  async (reason) => {
    const { names, signed, error } = await made(0n, { reverts: { challenge: reason } });
    expect([names, signed]).toEqual([[], []]);
    expect(describeError(error).detail).toContain("No money moved.");
  },
);

test("challenge: declined after the deposit: says where the money is", async () => {
  let asked = 0;
  const { names, error } = await made(0n, {
    allowance: BOND,
    send: () => {
      asked += 1;
      if (asked === 2) throw DECLINED;
    },
  });
  expect(names).toEqual(["deposit"]);
  const { title, detail } = describeError(error);
  expect(title).toBe("You declined in your wallet.");
  expect(detail).toContain("$100.00 moved from your wallet into your Mutuel credit and is still yours");
  expect(detail).not.toContain("No money moved");
});
