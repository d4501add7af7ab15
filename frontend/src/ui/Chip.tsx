import type { ReactNode } from "react";

export type Tone = "plain" | "accent" | "up" | "warn" | "down";

const TONES: Record<Tone, string> = {
  plain: "text-muted border-hairline",
  accent: "text-accent border-accent/40",
  up: "text-up border-up/40",
  warn: "text-warn border-warn/50",
  down: "text-down border-down/40",
};

export function Chip({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full border px-2 text-small font-medium ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
