"""The test process as the person's wallet: an EIP-1193 provider in the page, keys and consent out here."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from eth_account import Account
from eth_account.messages import encode_typed_data
from playwright.sync_api import Page

USER_REJECTED = 4001
CHAIN_NOT_ADDED = 4902

PROVIDER = """
(() => {
  const listeners = {};
  const provider = {
    request: async ({ method, params }) => {
      const answer = JSON.parse(await window.__wallet(method, JSON.stringify(params ?? [])));
      if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
      if (answer.chainChanged) (listeners.chainChanged ?? []).forEach((f) => f(answer.chainChanged));
      return answer.result;
    },
    on: (event, f) => { (listeners[event] ??= []).push(f); return provider; },
    removeListener: (event, f) => {
      listeners[event] = (listeners[event] ?? []).filter((g) => g !== f);
      return provider;
    },
  };
  const detail = Object.freeze({
    info: { uuid: "5b6a3a6e-7d0c-4f57-8f0b-1c7d1d2f9a10", name: "Test Wallet", rdns: "test.wallet",
            icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" },
    provider,
  });
  const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
})();
"""


class Refusal(Exception):
    """What a wallet answers instead of a result."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Wallet:
    """Signs for one account on one chain.

    `reject_next` names methods the person will say no to, once each; `meanwhile` happens once, while the person looks
    at a transaction that calls the function it names by selector.
    """

    key: str
    rpc_url: str
    chain_id: int
    shown_chain: int = 0
    reject_next: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    meanwhile: dict[str, Callable[[], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._account = Account.from_key(self.key)
        self._rpc = httpx.Client(timeout=20)
        self._connected = False  # the page sees no account before the person lets it
        self.shown_chain = self.shown_chain or self.chain_id

    @property
    def address(self) -> str:
        return str(self._account.address)

    def install(self, page: Page) -> None:
        """Announces this wallet to every document of `page`."""
        page.expose_function("__wallet", self._answer)
        page.add_init_script(PROVIDER)

    def _answer(self, method: str, params_json: str) -> str:
        self.log.append(method)
        before = self.shown_chain
        try:
            result = self._handle(method, json.loads(params_json))
        except Refusal as refusal:
            return json.dumps({"error": {"code": refusal.code, "message": str(refusal)}})
        changed = hex(self.shown_chain) if self.shown_chain != before else None
        return json.dumps({"result": result, "chainChanged": changed})

    def _handle(self, method: str, params: list[Any]) -> Any:
        if method in self.reject_next:
            self.reject_next.discard(method)
            raise Refusal(USER_REJECTED, "User rejected the request.")
        match method:
            case "eth_requestAccounts":
                self._connected = True
                return [self.address]
            case "eth_accounts":
                return [self.address] if self._connected else []
            case "wallet_requestPermissions" | "wallet_getPermissions":
                self._connected = self._connected or method == "wallet_requestPermissions"
                return [{"parentCapability": "eth_accounts"}] if self._connected else []
            case "wallet_revokePermissions":
                self._connected = False
                return None
            case "eth_chainId":
                return hex(self.shown_chain)
            case "wallet_switchEthereumChain":
                return self._switch(int(params[0]["chainId"], 16))
            case "eth_signTypedData_v4":
                return self._sign_typed(json.loads(params[1]))
            case "eth_sendTransaction":
                return self._send(params[0])
            case _:
                return self._forward(method, params)

    def _switch(self, chain_id: int) -> None:
        if chain_id != self.chain_id:
            raise Refusal(CHAIN_NOT_ADDED, "Unrecognized chain.")
        self.shown_chain = chain_id

    def _sign_typed(self, data: dict[str, Any]) -> str:
        signed = self._account.sign_message(encode_typed_data(full_message=data))
        return "0x" + bytes(signed.signature).hex()

    def _send(self, request: dict[str, Any]) -> str:
        """Signs locally and sends raw, as a real wallet does; the node never holds the key."""
        if happens := self.meanwhile.pop(request.get("data", "0x")[:10], None):
            happens()
        tip = 10**9
        base_fee = int(self._forward("eth_getBlockByNumber", ["latest", False])["baseFeePerGas"], 16)
        gas = request.get("gas") or self._forward("eth_estimateGas", [request])
        signed = self._account.sign_transaction(
            {
                "type": 2,
                "chainId": self.chain_id,
                "nonce": int(self._forward("eth_getTransactionCount", [self.address, "pending"]), 16),
                "to": request["to"],
                "data": request.get("data", "0x"),
                "value": int(request.get("value", "0x0"), 16),
                "gas": int(gas, 16),
                "maxFeePerGas": base_fee * 2 + tip,
                "maxPriorityFeePerGas": tip,
            }
        )
        return str(self._forward("eth_sendRawTransaction", ["0x" + bytes(signed.raw_transaction).hex()]))

    def _forward(self, method: str, params: list[Any]) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer = self._rpc.post(self.rpc_url, json=body).json()
        if "error" in answer:
            raise Refusal(int(answer["error"]["code"]), str(answer["error"]["message"]))
        return answer["result"]
