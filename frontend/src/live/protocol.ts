import type { Delta, Refusal, Snapshot, Tick, Wanted } from "@/generated/api/types.gen";

/** The changing part of one market at a point in its sequence of changes. */
export type MarketUpdate = Snapshot | Delta;
export type ServerMessage = MarketUpdate | Tick | Refusal;
export type ClientMessage = Wanted;

/** The server's bound on what one connection may follow. */
export const MAX_WATCHED = 100;

const TYPES: Record<ServerMessage["type"], true> = { snapshot: true, delta: true, tick: true, error: true };

/** A message of the server, or null for what this page does not know: a newer server may say more. */
export function parseMessage(data: unknown): ServerMessage | null {
  if (typeof data !== "string") return null;
  try {
    const message = JSON.parse(data) as { type?: unknown };
    return typeof message.type === "string" && Object.hasOwn(TYPES, message.type)
      ? (message as ServerMessage)
      : null;
  } catch {
    return null;
  }
}
