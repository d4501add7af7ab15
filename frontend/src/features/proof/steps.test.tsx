import { render, screen, within } from "@testing-library/react";
import { type Hex, keccak256, stringToBytes, zeroHash } from "viem";
import { expect, test } from "vitest";
import { Steps, summary } from "./CheckPanel";
import { type Chain, type MarketView, questionId, subjectOf, type Template } from "./chain";
import { evidenceRoot, merkleRoot, nameOf } from "./merkle";
import { FINAL } from "./referee";
import { check, type Step } from "./steps";

const OPEN_AT = 1_700_000_000;
const CLOSE = OPEN_AT + 3_600;
const ALICE = "0x00000000000000000000000000000000000000a1";
const BOB = "0x00000000000000000000000000000000000000b0";
const ID = (2n << 48n) | (20_000n << 8n);
const USDC = 1_000_000n;
const LABELS = [{ label: "below $100" }, { label: "$100 and more" }] as Parameters<typeof check>[4];

const bytes = (text: string) => stringToBytes(text);
const BODIES = [bytes('{"close": 101}'), bytes('{"close": 102}'), bytes('{"close": 101.5}')];
const KEY = questionId(2, CLOSE, subjectOf(1, ID));
const manifest = (values: (string | null)[], id: Hex = KEY) =>
  bytes(
    JSON.stringify({
      question: { id },
      answers: values.map((value, i) => ({
        pages: [{ sha256: nameOf(BODIES[i] as Uint8Array) }],
        source: `s${i}`,
        value,
      })),
      quorum: { entries: values.map((_, i) => ({ source: `s${i}` })), maxSpreadBps: 200 },
    }),
  );
const HONEST = manifest(["101.00000000", "102.00000000", "101.50000000"]);

const view = {
  templateId: 2,
  sourceId: 2,
  kind: 0,
  outcomes: 2,
  state: 2,
  winner: 1,
  k0: 1,
  k1: 1,
  open: OPEN_AT,
  close: CLOSE,
  closesAt: CLOSE,
  observeAt: CLOSE,
  takeoutBps: 1_000,
  net: 180n * USDC,
  staked: 200n * USDC,
  mergeMap: 0,
  edges: [10_000_000_000n, 0n, 0n, 0n],
  questionId: zeroHash,
} as unknown as MarketView;
const template = {
  subjectRule: 1,
  sourceId: 2,
  source2Id: 0,
  mergeBelow: 0n,
  minLosers: 1n,
  minLosersBps: 0,
  knownGuard: 0,
} as unknown as Template;

/** An honest chain: Alice put 120 on the side that won, Bob 80 on the other; the fee is 10 %. */
function chain(lies: Partial<Chain> = {}): Chain {
  return {
    market: async () => view,
    template: async () => template,
    pools: async () => [
      [80n * USDC, 120n * USDC, 0n, 0n, 0n],
      [80n * USDC, 120n * USDC, 0n, 0n, 0n],
    ],
    answer: async (question) =>
      question === zeroHash
        ? { state: 0, value: 0n, low: 0n, high: 0n, knownAt: 0, ruled: false }
        : {
            state: FINAL,
            value: 101_00000000n,
            low: 101_00000000n,
            high: 102_00000000n,
            knownAt: CLOSE,
            ruled: false,
          },
    hasPrimary: async () => true,
    outage: async () => false,
    payoutOf: async () => 180n * USDC,
    bets: async () => [
      { account: ALICE, outcome: 1, stake: 120n * USDC, weight: 120n * USDC },
      { account: BOB, outcome: 0, stake: 80n * USDC, weight: 80n * USDC },
    ],
    evidenceRoot: async () => evidenceRoot(HONEST, BODIES),
    decided: async () => ({ fee: 20n * USDC, net: 180n * USDC }),
    claimed: async () => null,
    contestId: () => zeroHash,
    ...lies,
  };
}

function archive(altered: Record<string, Uint8Array> = {}) {
  const kept = new Map(BODIES.map((body) => [`bodies/${nameOf(body)}`, body]));
  return async (path: string): Promise<Uint8Array> => {
    const found = altered[path] ?? kept.get(path) ?? (path.startsWith("manifests/") ? HONEST : undefined);
    if (!found) throw new Error(`the archive does not hold ${path}`);
    return found;
  };
}

async function steps(lies: Partial<Chain> = {}, fetchBytes = archive()): Promise<Step[]> {
  const found: Step[] = [];
  for await (const step of check(chain(lies), fetchBytes, ID, ALICE, LABELS)) found.push(step);
  return found;
}
const differing = (found: Step[]) =>
  found
    .filter(({ verdict }) => verdict === "differs")
    .map(({ name }) => name.replace(/^Answer for .*UTC/, "Answer"));

test("merkleRoot: as the archive computes it, an odd leaf moves up", () => {
  const leaf = (text: string) => keccak256(`0x00${Buffer.from(text).toString("hex")}`);
  const pair = (a: Hex, b: Hex) => keccak256(`0x01${a.slice(2)}${b.slice(2)}`);
  expect(merkleRoot([bytes("a")])).toBe(leaf("a"));
  expect(merkleRoot(["a", "b", "c"].map(bytes))).toBe(pair(pair(leaf("a"), leaf("b")), leaf("c")));
});

test("check: an honest market: every step holds", async () => {
  const found = await steps();
  expect(found.map(({ verdict }) => verdict)).toEqual(Array(6).fill("holds"));
  expect(found.at(-1)?.said).toBe("$180.00 by the rules, and you can claim it.");
  expect(found.map(({ said }) => said)).toContain("The archived answers come to $101.00, as on chain.");
  expect(found.map(({ said }) => said)).toContain("By the rules range B, as on chain.");
});

test.each<[string, Partial<Chain>, string]>([
  ["another winner", { market: async () => ({ ...view, winner: 0 }) }, "Winner"],
  ["another fee", { decided: async () => ({ fee: 20n * USDC + 1n }) }, "Fee"],
  ["another payout", { payoutOf: async () => 180n * USDC - 1n }, "Your payout"],
  ["a payout that never came", { payoutOf: async () => 0n }, "Your payout"],
  ["a bet left out", { bets: async () => (await chain().bets(0, 0)).slice(1) }, "Bets and pools"],
  ["another evidence root", { evidenceRoot: async () => `0x${"12".repeat(32)}` as Hex }, "Answer: evidence"],
  [
    "another value on chain",
    {
      answer: async () => ({
        state: FINAL,
        value: 103_00000000n,
        low: 101_00000000n,
        high: 103_00000000n,
        knownAt: CLOSE,
        ruled: false,
      }),
    },
    "Answer",
  ],
])("check: %s: is found", async (_, lie, step) => {
  expect(differing(await steps(lie))).toContain(step);
});

test("check: an altered body: is found", async () => {
  const altered = archive({ [`bodies/${nameOf(BODIES[0] as Uint8Array)}`]: bytes("{}") });
  expect(differing(await steps({}, altered))).toEqual(["Answer: evidence"]);
});

test("check: the whole and honest evidence of another question: proves nothing about this one", async () => {
  const other = manifest(["101.00000000", "102.00000000", "101.50000000"], zeroHash);
  const lie = { evidenceRoot: async () => evidenceRoot(other, BODIES) };
  const reused = async (path: string) => (path.startsWith("manifests/") ? other : await archive()(path));
  expect(differing(await steps(lie, reused))).toEqual(["Answer: evidence"]);
});

test("check: evidence in which nobody says anything: decides no market", async () => {
  const silent = async (path: string) =>
    path.startsWith("manifests/") ? manifest([null, null, null]) : await archive()(path);
  expect(differing(await steps({}, silent))).toContain("Answer");
});

test.each([
  ["../../markets", 1],
  ["ab".repeat(32), 64],
])("check: a manifest that names %s %i times over: nothing of it is asked for", async (name, times) => {
  const pages = Array.from({ length: times }, (_, i) => ({
    sha256: name.slice(0, -2) + i.toString().padStart(2, "0"),
  }));
  const asked: string[] = [];
  const found = await steps({}, async (path) => {
    asked.push(path);
    return bytes(JSON.stringify({ answers: [{ pages, source: "s0" }], quorum: { entries: [] } }));
  });
  expect(asked.filter((path) => path.startsWith("bodies/"))).toEqual([]);
  expect(found[1]?.verdict).toBe("unchecked");
});

test("check: an archive without the body: nothing is proved, and the other steps go on", async () => {
  const found = await steps({}, async (path) => {
    throw new Error(`the archive does not hold ${path}`);
  });
  expect(differing(found)).toEqual([]);
  expect(found.map(({ verdict }) => verdict)).toEqual(["holds", "unchecked", "holds", "holds", "holds"]);
});

test("check: a proof on chain: says who proves it again", async () => {
  const found = await steps({ evidenceRoot: async () => null });
  expect(found[1]).toMatchObject({ verdict: "unchecked", said: expect.stringContaining("mutuel verify") });
});

test.each([
  [{ state: 0 }, "Nobody has answered yet"],
  [{ state: 3 }, "Neither a report nor a proof"],
  [{ state: 6 }, "Neither a report nor a proof"],
  [{ state: 6, ruled: true }, "People ruled: void"],
  [{ state: FINAL, ruled: true, value: 101_00000000n }, "People ruled: $101.00"],
])("check: no evidence on chain, %o: is not taken for a proof", async (told, said) => {
  const nothing = { state: 0, value: 0n, low: 0n, high: 0n, knownAt: 0, ruled: false };
  const open = { ...view, state: 1 } as MarketView;
  const answer = async () => ({ ...nothing, ...told });
  const found = await steps({ market: async () => open, evidenceRoot: async () => null, answer });
  expect(found[1]).toMatchObject({ verdict: "unchecked", said: expect.stringContaining(said) });
  expect(found[1]?.said).not.toContain("Chainlink");
});

test("Steps: each with its mark, which a screen reader hears as a word", async () => {
  const found: Step[] = [
    { name: "Winner", verdict: "holds", said: "outcome 2." },
    { name: "Fee", verdict: "differs", said: "On chain $1.00, by the rules $2.00." },
  ];
  render(<Steps steps={found} />);
  const items = within(screen.getByRole("list", { name: "Steps of the check" })).getAllByRole("listitem");
  expect(items.map((item) => item.textContent)).toEqual([
    "✓Holds: Winner. outcome 2.",
    "✗Differs: Fee. On chain $1.00, by the rules $2.00.",
  ]);
  expect(summary("done", found)).toBe("1 of 2 steps differ from the chain.");
  expect(summary("done", found.slice(0, 1))).toBe("Nothing differs.");
});
