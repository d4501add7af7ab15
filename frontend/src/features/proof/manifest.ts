import { evidenceRoot, nameOf } from "./merkle";
import { type Reading, read } from "./reading";

/** The part of a manifest that says what was decided, as `oracle.reports.decide` and `oracle.matches.evidence` write it. */
interface Manifest {
  question: { id: string };
  quorum: { entries: { source: string }[]; maxSpreadBps?: number };
  answers: {
    source: string;
    pages: { sha256: string }[];
    value?: string | null;
    vote?: { winner: string } | null;
  }[];
}

export type Fetch = (path: string) => Promise<Uint8Array>;

export interface Evidence {
  bodies: number;
  root: string;
  /** What the archive calls a body, but is not. */
  altered: string[];
  manifest: Manifest;
}

const SPREAD_BPS = 50;
/** As `oracle.evidence.MAX_LEAVES`, without the manifest itself. */
const MOST_BODIES = 63;
const BODY = /^[0-9a-f]{64}$/;
const CODES: Record<string, bigint> = { FIRST: 0n, SECOND: 1n };

/** Fetches what stands under `root` (0x and 64 digits), and computes every name again. */
export async function loadEvidence(fetchBytes: Fetch, root: string): Promise<Evidence> {
  const bytes = await fetchBytes(`manifests/${root.slice(2)}`);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  const names = [
    ...new Set(manifest.answers.flatMap((answer) => answer.pages.map((page) => page.sha256))),
  ].sort();
  if (names.length > MOST_BODIES || !names.every((name) => BODY.test(name)))
    throw new Error("the manifest names what no archive of ours holds");
  const bodies = await Promise.all(names.map((name) => fetchBytes(`bodies/${name}`)));
  const altered = names.filter((name, i) => nameOf(bodies[i] as Uint8Array) !== name);
  return { bodies: names.length, root: evidenceRoot(bytes, bodies), altered, manifest };
}

/** What the manifest's values come to; null where nothing, or nobody's victory, was reported. */
export function readingOf({ quorum, answers }: Manifest, hasPrimary: boolean): Reading | null {
  const votes = new Map<number, bigint>();
  for (const [place, { source }] of quorum.entries.entries()) {
    const value = saidBy(answers.find((answer) => answer.source === source));
    if (value !== null) votes.set(place, value);
  }
  return read(votes, quorum.maxSpreadBps ?? SPREAD_BPS, hasPrimary);
}

/** Prices have eight decimals, always written out. */
function saidBy(answer: Manifest["answers"][number] | undefined): bigint | null {
  if (answer?.vote) return CODES[answer.vote.winner] ?? null;
  return answer?.value ? BigInt(answer.value.replace(".", "")) : null;
}
