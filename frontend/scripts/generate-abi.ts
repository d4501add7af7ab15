// Writes src/generated/abi.ts from the contracts' own ABI files, as constants that viem can infer types from.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FROM = join(import.meta.dirname, "../../mutuel/chain/abi");
const TO = join(import.meta.dirname, "../src/generated");

const INTERFACES = {
  engineAbi: "IParimutuelEngine",
  escrowAbi: "IEscrow",
  lensAbi: "ILens",
  selfLimitsAbi: "ISelfLimits",
  usdcAbi: "IUsdc",
};

/** Solidity's own type names mean nothing to a caller, and every visitor would download them. */
function withoutSolidityTypes(key: string, value: unknown): unknown {
  return key === "internalType" ? undefined : value;
}

const constants = Object.entries(INTERFACES).map(([name, file]) => {
  const abi: unknown = JSON.parse(readFileSync(join(FROM, `${file}.json`), "utf8"), withoutSolidityTypes);
  return `export const ${name} = ${JSON.stringify(abi)} as const;\n`;
});
mkdirSync(TO, { recursive: true });
writeFileSync(
  join(TO, "abi.ts"),
  `// Generated from ${Object.values(INTERFACES).join(", ")}; do not edit.\n${constants.join("")}`,
);
