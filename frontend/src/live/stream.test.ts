import { describe, expect, test } from "vitest";
import type { Tick } from "@/generated/api/types.gen";
import { MarketStream, type Socket } from "./stream";

class FakeSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  sent: unknown[] = [];
  closed = false;
  send(text: unknown) {
    this.sent.push(JSON.parse(String(text)));
  }
  close() {
    this.closed = true;
  }
  opens() {
    this.onopen?.call(this as unknown as WebSocket, new Event("open"));
  }
  says(message: unknown) {
    this.onmessage?.call(
      this as unknown as WebSocket,
      new MessageEvent("message", { data: JSON.stringify(message) }),
    );
  }
  drops() {
    this.onclose?.call(this as unknown as WebSocket, new Event("close") as CloseEvent);
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const ticks: Tick[] = [];
  let queue: { run: () => void; ms: number }[] = [];
  const stream = new MarketStream(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    (tick) => ticks.push(tick),
    {
      later: (run, ms) => {
        const timer = { run, ms };
        queue.push(timer);
        return timer;
      },
      cancel: (timer) => {
        queue = queue.filter((other) => other !== timer);
      },
    },
  );
  const fire = () => queue.shift()?.run();
  const socket = (index: number) => {
    const found = sockets[index];
    if (!found) throw new Error(`socket ${index} was never opened`);
    return found;
  };
  return {
    stream,
    socket,
    ticks,
    fire,
    waits: () => queue.map(({ ms }) => ms),
    opened: () => sockets.length,
  };
}

const update = (type: "snapshot" | "delta", seq: number, total: string) => ({
  type,
  marketId: "7",
  seq,
  previous: seq - 1,
  block: seq,
  state: "open",
  winner: null,
  bets: seq,
  total,
  pools: [],
});
const TICK = { type: "tick", now: 1000, block: 5 };

describe("MarketStream", () => {
  test("watch: before the socket is open: asked once it opens", () => {
    const { stream, socket } = setUp();
    stream.watch(["7", "8"]);
    stream.start();
    socket(0).opens();
    expect(socket(0).sent).toEqual([{ subscribe: ["7", "8"] }]);
  });

  test("watch: while live: only what is new is asked", () => {
    const { stream, socket } = setUp();
    stream.watch(["7"]);
    stream.start();
    socket(0).opens();
    socket(0).says(TICK);
    stream.watch(["7", "9"]);
    expect(socket(0).sent).toEqual([{ subscribe: ["7"] }, { subscribe: ["9"], unsubscribe: [] }]);
  });

  test("watch: after the socket opened, before the first message: asked at once", () => {
    const { stream, socket } = setUp();
    stream.start();
    socket(0).opens();
    stream.watch(["7"]);
    socket(0).says(TICK);
    expect(socket(0).sent).toEqual([{ subscribe: [] }, { subscribe: ["7"], unsubscribe: [] }]);
  });

  test("watch: stopped by the last who watched: unsubscribed once", () => {
    const { stream, socket } = setUp();
    const first = stream.watch(["7"]);
    const second = stream.watch(["7"]);
    stream.start();
    socket(0).opens();
    socket(0).says(TICK);
    first();
    second();
    expect(socket(0).sent).toEqual([{ subscribe: ["7"] }, { subscribe: [], unsubscribe: ["7"] }]);
  });

  test("watch: 250 markets: the 100 that the server allows, the next ones as room comes", () => {
    const { stream, socket } = setUp();
    const ids = Array.from({ length: 250 }, (_, index) => String(index));
    const stop = stream.watch(ids.slice(0, 60));
    stream.watch(ids.slice(60));
    stream.start();
    socket(0).opens();
    expect(socket(0).sent).toEqual([{ subscribe: ids.slice(0, 100) }]);
    socket(0).says(TICK);
    stop();
    expect(socket(0).sent[1]).toEqual({ subscribe: ids.slice(100, 160), unsubscribe: ids.slice(0, 60) });
  });

  test("delta: next in sequence: taken, and listeners are told", () => {
    const { stream, socket } = setUp();
    let told = 0;
    stream.subscribe(() => (told += 1));
    stream.watch(["7"]);
    stream.start();
    socket(0).opens();
    socket(0).says(update("snapshot", 3, "10.000000"));
    socket(0).says(update("delta", 4, "15.000000"));
    expect(stream.all().get("7")).toMatchObject({ seq: 4, total: "15.000000" });
    expect(told).toBe(2);
  });

  test("delta: a number is missing: nothing is mixed, a snapshot is asked for and heals it", () => {
    const { stream, socket } = setUp();
    stream.watch(["7"]);
    stream.start();
    socket(0).opens();
    socket(0).says(update("snapshot", 3, "10.000000"));
    socket(0).says(update("delta", 5, "99.000000"));
    expect(stream.all().get("7")).toMatchObject({ seq: 3, total: "10.000000" });
    expect(socket(0).sent).toEqual([{ subscribe: ["7"] }, { subscribe: ["7"] }]);
    socket(0).says(update("snapshot", 5, "99.000000"));
    expect(stream.all().get("7")).toMatchObject({ seq: 5, total: "99.000000" });
  });

  test("tick: handed on, and the link is live", () => {
    const { stream, socket, ticks } = setUp();
    stream.start();
    expect(stream.link()).toBe("connecting");
    socket(0).opens();
    socket(0).says(TICK);
    expect(ticks).toEqual([TICK]);
    expect(stream.link()).toBe("live");
  });

  test("close: lost, reconnects with growing pauses and asks for everything again", () => {
    const { stream, socket, fire, waits } = setUp();
    stream.watch(["7"]);
    stream.start();
    socket(0).drops();
    expect(stream.link()).toBe("lost");
    expect(waits()).toEqual([500]);
    fire();
    socket(1).drops();
    expect(waits()).toEqual([1000]);
    fire();
    socket(2).opens();
    socket(2).says(TICK);
    expect(socket(2).sent).toEqual([{ subscribe: ["7"] }]);
    expect(stream.link()).toBe("live");
    socket(2).drops();
    expect(waits()).toEqual([500]);
  });

  test("close: however often: the pause never exceeds 15 s", () => {
    const { stream, socket, fire, waits, opened } = setUp();
    stream.start();
    for (let round = 0; round < 12; round += 1) {
      socket(opened() - 1).drops();
      expect(waits()[0]).toBeLessThanOrEqual(15_000);
      fire();
    }
  });

  test("silence: counts as loss and the dead socket is closed", () => {
    const { stream, socket, fire, waits } = setUp();
    stream.start();
    socket(0).opens();
    socket(0).says(TICK);
    expect(waits()).toEqual([5_000]);
    fire();
    expect(stream.link()).toBe("lost");
    expect(socket(0).closed).toBe(true);
  });

  test("message: broken or unknown: ignored", () => {
    const { stream, socket } = setUp();
    stream.start();
    socket(0).opens();
    socket(0).says({ type: "somethingNew" });
    socket(0).onmessage?.call(socket(0) as unknown as WebSocket, new MessageEvent("message", { data: "{" }));
    expect(stream.all().size).toBe(0);
    expect(stream.link()).toBe("connecting");
  });

  test("stop: no reconnection follows", () => {
    const { stream, socket, waits } = setUp();
    stream.start();
    stream.stop();
    socket(0).drops();
    expect(waits()).toEqual([]);
  });
});
