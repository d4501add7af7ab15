import { expect, test } from "vitest";
import type { Connector } from "wagmi";
import { offered } from "./ConnectDialog";

const connector = (id: string) => ({ id, uid: id, name: id }) as Connector;
const injected = connector("injected");
const announced = connector("io.wallet");

test("offered: wallets that announced themselves: without the generic entry, which would be one of them again", () => {
  expect(offered([injected, announced], true)).toEqual([announced]);
});

test("offered: only window.ethereum: the generic entry", () => {
  expect(offered([injected], true)).toEqual([injected]);
});

test("offered: no wallet at all: nothing that could not work", () => {
  expect(offered([injected], false)).toEqual([]);
});
