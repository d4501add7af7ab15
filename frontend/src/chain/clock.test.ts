import { expect, test } from "vitest";
import { createClock } from "./clock";

function clockAt() {
  let seconds = 100;
  const clock = createClock(() => seconds);
  return { clock, pass: (by: number) => (seconds += by) };
}

test("now: before the first tick: unknown", () => {
  expect(clockAt().clock.now()).toBeNull();
});

test("now: between ticks: carried on by the machine's clock", () => {
  const { clock, pass } = clockAt();
  clock.tick(5_000);
  pass(2.7);
  expect(clock.now()).toBe(5_002);
});

test("tick: a fast chain: followed", () => {
  const { clock, pass } = clockAt();
  clock.tick(5_000);
  pass(1);
  clock.tick(5_600);
  expect(clock.now()).toBe(5_600);
});

test("tick: a little behind what is shown: ignored, a countdown never runs backwards", () => {
  const { clock, pass } = clockAt();
  clock.tick(5_000);
  pass(3);
  clock.tick(5_001);
  expect(clock.now()).toBe(5_003);
});

test("tick: far behind: the chain was reset, followed", () => {
  const { clock, pass } = clockAt();
  clock.tick(5_000);
  pass(1);
  clock.tick(1_000);
  expect(clock.now()).toBe(1_000);
});

test("subscribe: told of each tick until stopped", () => {
  const { clock } = clockAt();
  let told = 0;
  const stop = clock.subscribe(() => (told += 1));
  clock.tick(1);
  stop();
  clock.tick(2);
  expect(told).toBe(1);
});
