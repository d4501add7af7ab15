const WEI = 10n ** 18n;
/** Decimals that are shown: fewer where there is a whole ether. */
const [MANY, FEW] = [6, 2];

/** "9,999.99 ETH", "0.004999 ETH": cut, so that no gas is promised that is not there. */
export function etherDown(wei: string): string {
  const { whole, decimals } = split(wei);
  const shown = decimals.slice(0, BigInt(wei) >= WEI ? FEW : MANY);
  return `${whole}.${shown.replace(/0+$/, "").padEnd(FEW, "0")} ETH`;
}

/** "9,999.993222937 ETH": every decimal that is there. */
export function etherExact(wei: string): string {
  const { whole, decimals } = split(wei);
  return `${whole}.${decimals.replace(/0+$/, "").padEnd(FEW, "0")} ETH`;
}

function split(wei: string): { whole: string; decimals: string } {
  const amount = BigInt(wei);
  const whole = (amount / WEI).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return { whole, decimals: (amount % WEI).toString().padStart(18, "0") };
}
