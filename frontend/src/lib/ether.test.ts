import { expect, test } from "vitest";
import { etherDown, etherExact } from "./ether";

test.each([
  ["9999993222937000000000", "9,999.99 ETH", "9,999.993222937 ETH"],
  ["1000000000000000000", "1.00 ETH", "1.00 ETH"],
  ["4999999999999999", "0.004999 ETH", "0.004999999999999999 ETH"],
  ["500000000000000000", "0.50 ETH", "0.50 ETH"],
  ["1", "0.00 ETH", "0.000000000000000001 ETH"],
  ["0", "0.00 ETH", "0.00 ETH"],
])("%s wei: %s, exactly %s", (wei, short, exact) => {
  expect([etherDown(wei), etherExact(wei)]).toEqual([short, exact]);
});
