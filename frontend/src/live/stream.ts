import type { Tick } from "@/generated/api/types.gen";
import { type ClientMessage, MAX_WATCHED, parseMessage } from "./protocol";
import { applyMessage, type LiveMarkets } from "./reducer";

/** What the stream needs of a WebSocket. */
export type Socket = Pick<WebSocket, "send" | "close" | "onopen" | "onmessage" | "onclose">;
export type Link = "connecting" | "live" | "lost";

export interface Timers {
  later(run: () => void, ms: number): unknown;
  cancel(timer: unknown): void;
}

const SILENCE_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * Keeps one socket open while it is used: subscribes with a snapshot, applies deltas, asks again on a gap, reconnects
 * with growing pauses, and treats silence as loss. Snapshots of state are immutable, so React can compare them.
 */
export class MarketStream {
  private readonly open: () => Socket;
  private readonly onTick: (tick: Tick) => void;
  private readonly timers: Timers;
  private readonly listeners = new Set<() => void>();
  private readonly wanted = new Map<string, number>();
  private markets: LiveMarkets = new Map();
  private status: Link = "connecting";
  private socket: Socket | null = null;
  /** The server has been told what is followed, and must now be told every change. */
  private told = false;
  private failures = 0;
  private retry: unknown = null;
  private silence: unknown = null;

  constructor(open: () => Socket, onTick: (tick: Tick) => void, timers: Timers) {
    this.open = open;
    this.onTick = onTick;
    this.timers = timers;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly link = (): Link => this.status;
  readonly all = (): LiveMarkets => this.markets;

  start(): void {
    this.retry = null;
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => {
      this.say({ subscribe: this.followed() });
      this.told = true;
    };
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = () => this.lose(socket);
    this.expectSound(socket);
  }

  stop(): void {
    const socket = this.socket;
    this.socket = null;
    this.told = false;
    this.timers.cancel(this.retry);
    this.timers.cancel(this.silence);
    socket?.close();
  }

  /** Follows markets until the returned function is called; of more than the server allows, the first ones. */
  watch(ids: readonly string[]): () => void {
    this.change(() => {
      for (const id of ids) this.wanted.set(id, (this.wanted.get(id) ?? 0) + 1);
    });
    return () =>
      this.change(() => {
        for (const id of ids) this.release(id);
      });
  }

  private release(id: string): void {
    const left = (this.wanted.get(id) ?? 0) - 1;
    if (left > 0) this.wanted.set(id, left);
    else this.wanted.delete(id);
  }

  private followed(): string[] {
    return [...this.wanted.keys()].slice(0, MAX_WATCHED);
  }

  /** Tells the server the difference that a change of interest makes. */
  private change(apply: () => void): void {
    const before = new Set(this.followed());
    apply();
    const after = new Set(this.followed());
    const unsubscribe = [...before].filter((id) => !after.has(id));
    const subscribe = [...after].filter((id) => !before.has(id));
    if (this.told && subscribe.length + unsubscribe.length > 0) this.say({ subscribe, unsubscribe });
  }

  private say(message: ClientMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  private receive(data: unknown): void {
    const message = parseMessage(data);
    if (!message || !this.socket) return;
    this.failures = 0;
    this.expectSound(this.socket);
    if (message.type === "tick") this.onTick(message);
    const { markets, gap } = applyMessage(this.markets, message);
    const changed = markets !== this.markets || this.status !== "live";
    this.markets = markets;
    this.status = "live";
    if (gap !== null && this.wanted.has(gap)) this.say({ subscribe: [gap] });
    if (changed) this.tell();
  }

  private expectSound(socket: Socket): void {
    this.timers.cancel(this.silence);
    this.silence = this.timers.later(() => this.lose(socket), SILENCE_MS);
  }

  private lose(socket: Socket): void {
    if (socket !== this.socket) return;
    this.stop();
    this.status = "lost";
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.retry = this.timers.later(() => this.start(), pause);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
