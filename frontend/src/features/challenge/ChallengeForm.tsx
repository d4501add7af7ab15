import { type ReactNode, useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { useChainNow } from "@/chain/clock";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import { usdExact } from "@/lib/money";
import { Segments } from "@/ui/Segments";
import { type Checked, check, consequences, paymentText, refusal, type Typed } from "./claims";
import type { Report } from "./report";
import { useMeans } from "./useMeans";

/** What the challenger claims and why; the button says what stands in the way. */
export function ChallengeForm({
  questionId,
  report,
  sides,
  onDone,
}: {
  questionId: string;
  report: Report;
  sides: readonly [string, string];
  onDone: () => void;
}) {
  const [typed, setTyped] = useState<Typed>({
    kind: report.domain === "price" ? "value" : "first",
    price: "",
    evidence: "",
  });
  const [tried, setTried] = useState(false);
  const checked = check(typed, report);
  const write = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const fault = (field: string) =>
    tried && checked.kind === "invalid" && checked.field === field ? checked.message : null;
  return (
    <div className="flex flex-col gap-3">
      <Claim typed={typed} sides={sides} domain={report.domain} write={write} fault={fault} />
      <Field
        id="challenge-evidence"
        label="What shows it: a link, or a sentence"
        value={typed.evidence}
        fault={fault("evidence")}
        onChange={(evidence) => write({ evidence })}
      />
      <dl className="flex flex-col gap-2 border-hairline border-t pt-3 text-small">
        {consequences(report, typed.kind === "nobody").map(([when, then]) => (
          <div key={when}>
            <dt className="text-muted">{when}:</dt>
            <dd>{then}.</dd>
          </div>
        ))}
      </dl>
      <Submit
        questionId={questionId}
        report={report}
        checked={checked}
        onRefused={() => setTried(true)}
        onDone={onDone}
      />
    </div>
  );
}

function Claim({
  typed,
  sides,
  domain,
  write,
  fault,
}: {
  typed: Typed;
  sides: readonly [string, string];
  domain: Report["domain"];
  write: (change: Partial<Typed>) => void;
  fault: (field: string) => string | null;
}) {
  const options: Partial<Record<Typed["kind"], string>> =
    domain === "price"
      ? { value: "A price", nobody: "There is no price" }
      : { first: sides[0], second: sides[1], nobody: "Nobody won" };
  return (
    <>
      <div>
        <p className="mb-1 text-muted text-small">What is right</p>
        <Segments
          label="What is right"
          value={typed.kind}
          options={options as Record<Typed["kind"], string>}
          onChange={(kind) => write({ kind })}
        />
        <Fault>{fault("kind")}</Fault>
      </div>
      {typed.kind === "value" && (
        <Field
          id="challenge-price"
          label="Price (USD)"
          value={typed.price}
          fault={fault("price")}
          decimal
          onChange={(price) => write({ price })}
        />
      )}
    </>
  );
}

function Field({
  id,
  label,
  value,
  fault,
  decimal = false,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  fault: string | null;
  decimal?: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-muted text-small">
        {label}
      </label>
      <input
        id={id}
        inputMode={decimal ? "decimal" : "text"}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-help`}
        className="h-11 w-full rounded-control border border-field bg-bg px-3 aria-invalid:border-down"
      />
      <div id={`${id}-help`}>
        <Fault>{fault}</Fault>
      </div>
    </div>
  );
}

function Fault({ children }: { children: ReactNode }) {
  return <div aria-live="polite">{children && <p className="mt-1 text-down text-small">{children}</p>}</div>;
}

interface Submitting {
  questionId: string;
  report: Report;
  checked: Checked;
  onRefused: () => void;
  onDone: () => void;
}

function Submit(props: Submitting) {
  const { account } = useWallet();
  const idle = useTransaction();
  if (!account)
    return (
      <ActButton transaction={idle} act={() => {}} main connect="Connect wallet to challenge">
        Challenge
      </ActButton>
    );
  return <SubmitAs {...props} account={account} />;
}

function SubmitAs({
  questionId,
  report,
  checked,
  onRefused,
  onDone,
  account,
}: Submitting & { account: `0x${string}` }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const transaction = useTransaction();
  const means = useMeans(account);
  const now = useChainNow();

  async function act() {
    if (checked.kind === "invalid") return onRefused();
    const { claimed, evidence } = checked;
    const done = await transaction.run(async (onStage) => {
      const { challenge } = await import("./challenge");
      return challenge(
        { wagmi, config, account },
        { questionId, claimed, evidence, bond: report.bond },
        onStage,
      );
    });
    if (done) onDone();
  }

  if (!means) return <p className="text-muted text-small">Looking at your balance…</p>;
  const why = refusal(report, means, now ?? 0);
  return (
    <>
      {why === null && <p className="text-muted text-small">{paymentText(report.bond, means.credit)}</p>}
      <ActButton transaction={transaction} act={act} refusal={why} main>
        Challenge with {usdExact(report.bond)}
      </ActButton>
    </>
  );
}
