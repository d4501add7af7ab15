// Writes src/generated/abi/ from the contracts' own ABI files, as constants that viem can infer types from: a module
// for each contract, because a page that only reads balances must not load what places bets.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FROM = join(import.meta.dirname, "../../mutuel/chain/abi");
const TO = join(import.meta.dirname, "../src/generated/abi");

const INTERFACES = {
  engine: "IParimutuelEngine",
  escrow: "IEscrow",
  governor: "IMutuelGovernor",
  lens: "ILens",
  resolution: "IResolution",
  selfLimits: "ISelfLimits",
  timelock: "ITimelock",
  usdc: "IUsdc",
  votes: "IMutuelVotes",
};

/** Solidity's own type names mean nothing to a caller, and every visitor would download them. */
function withoutSolidityTypes(key: string, value: unknown): unknown {
  return key === "internalType" ? undefined : value;
}

mkdirSync(TO, { recursive: true });
for (const [name, file] of Object.entries(INTERFACES)) {
  const abi: unknown = JSON.parse(readFileSync(join(FROM, `${file}.json`), "utf8"), withoutSolidityTypes);
  const constant = `export const ${name}Abi = ${JSON.stringify(abi)} as const;`;
  writeFileSync(join(TO, `${name}.ts`), `// Generated from ${file}; do not edit.\n${constant}\n`);
}
