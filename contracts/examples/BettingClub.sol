// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";

/// @title BettingClub: an example of a contract that bets and claims
/// @notice Members bet through the club's one account and share what each bet brings back by their part in it.
/// @dev For builders; see docs/calling-from-contracts.md. Three points carry over to any contract:
/// the allowance goes to Escrow, never to the engine; anybody may call `claimFor(market, club)`, so what was paid is
/// computed from the market, not from the return value of an own claim; and if the token refuses the transfer, the
/// payout waits as the contract's Escrow credit, so a contract needs a way to withdraw it.
contract BettingClub {
    error NothingForYou();
    error NotDecided();

    uint8 private constant SETTLED = 2; // of MarketState
    uint8 private constant VOID = 3;

    IParimutuelEngine public immutable engine;
    IEscrow public immutable escrow;
    IERC20 public immutable usdc;

    /// @notice What each member staked per market and outcome, in micro-USDC.
    mapping(uint256 marketId => mapping(uint8 outcome => mapping(address member => uint256))) public stakeOf;

    constructor(IParimutuelEngine engine_) {
        engine = engine_;
        escrow = IEscrow(engine_.escrow());
        usdc = IERC20(escrow.usdc());
        usdc.approve(address(escrow), type(uint256).max);
    }

    /// @notice Bets the caller's USDC (needs an allowance to the club). The market's cap counts for the whole club.
    function bet(uint256 marketId, uint8 outcome, uint256 amount) external {
        stakeOf[marketId][outcome][msg.sender] += amount;
        require(usdc.transferFrom(msg.sender, address(this), amount));
        // Flat markets weigh every stake alike, so no minimum weight is needed.
        engine.bet(marketId, outcome, amount, 0);
    }

    /// @notice Pays the caller's part of the club's payout or refund. Rounded down.
    function cashOut(uint256 marketId, uint8 outcome) external returns (uint256 amount) {
        IParimutuelEngine.MarketView memory m = engine.market(marketId);
        if (m.state != SETTLED && m.state != VOID) revert NotDecided();
        if (engine.payoutOf(marketId, address(this)) != 0) engine.claim(marketId, false);
        uint256 credit = escrow.accountOf(address(this)).credit;
        if (credit != 0) escrow.withdraw(credit);

        uint256 stake = stakeOf[marketId][outcome][msg.sender];
        stakeOf[marketId][outcome][msg.sender] = 0;
        amount = m.state == SETTLED ? _shareDown(m, marketId, outcome, stake) : stake;
        if (amount == 0) revert NothingForYou();
        require(usdc.transfer(msg.sender, amount));
    }

    /// @dev The same division as the engine's in a flat market whose ranges never merge, on the member's own stake:
    /// floors of parts never exceed the floor of the whole, so the club can always pay.
    function _shareDown(IParimutuelEngine.MarketView memory m, uint256 marketId, uint8 outcome, uint256 stake)
        private
        view
        returns (uint256)
    {
        if (outcome != m.winner) return 0;
        (uint256[5] memory stakes,) = engine.pools(marketId);
        return uint256(m.net) * stake / stakes[m.winner];
    }
}
