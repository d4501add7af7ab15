// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TemplateParams} from "../types/TemplateParams.sol";

/// @title ParimutuelEngine: pools in which people bet against each other
/// @notice A market's parameters are copied from a governed template at creation and never change. All stakes are
/// locked in Escrow under the market's id; winners share them, less the fee, by weight. Whatever happens, every
/// account can get out: by payout, or by a full refund at the latest 7 days after the observation.
/// @dev Amounts in micro-USDC, prices in 10^-8 USD, times in UTC seconds. Market id =
/// templateId << 48 | period << 8 | index, so an id cannot be created twice with other parameters.
interface IParimutuelEngine {
    /// @param period number of the week, day, round or match; its meaning is the template's
    /// @param index among the markets of one period
    /// @param open betting accepted from here
    /// @param close betting accepted until just before here
    /// @param observeAt when the observation is taken; not before `close`, at most 400 days from now
    /// @param edges RANGE: ascending price edges, unused ones 0; an edge belongs to the upper range. UPDOWN and RACE: when
    /// the start price is observed, after 0 and before `observeAt`, then zeros. MATCH: zeros
    struct NewMarket {
        uint32 period;
        uint8 index;
        uint32 open;
        uint32 close;
        uint32 observeAt;
        int64[4] edges;
    }

    struct Bet {
        uint256 marketId;
        uint8 outcome;
        uint256 amount;
        uint256 minWeight;
    }

    /// @notice What k reporters of a market's source sign (EIP-712, domain "Mutuel Parimutuel" version 1).
    /// @param action 1 HALT, 2 CANCEL
    /// @param at when it was signed, UTC seconds; good for 600 s from then
    /// @param evidenceRoot Merkle root of the archived evidence, not 0
    struct MarketReport {
        uint256 marketId;
        uint8 action;
        uint32 at;
        bytes32 evidenceRoot;
    }

    /// @notice Everything stored of a market, unpacked.
    /// @param state see `MarketState`: 0 unknown, 1 open, 2 settled, 3 void, 4 contested
    /// @param winner index of the winning outcome once settled
    /// @param net staked minus fee once settled
    /// @param staked everything ever locked
    /// @param closesAt when betting ends or ended: `close`, or earlier after an early close or a halt
    /// @param mergeMap three bits per outcome, outcome 0 lowest: the lowest outcome of its group; 0: not
    /// settled, or a market whose outcomes never merge
    /// @param edges as in `NewMarket`
    /// @param questionId of the price or result at `observeAt`, of the first asset in a RACE
    struct MarketView {
        uint16 templateId;
        uint16 sourceId;
        uint8 kind;
        uint8 outcomes;
        uint8 state;
        uint8 winner;
        uint8 k0;
        uint8 k1;
        uint32 open;
        uint32 close;
        uint32 closesAt;
        uint32 observeAt;
        uint16 takeoutBps;
        uint64 net;
        uint64 staked;
        uint64 capFloor;
        uint64 capMax;
        uint64 maxPool;
        uint16 mergeMap;
        int64[4] edges;
        bytes32 questionId;
    }

    event TemplateAdded(uint16 indexed templateId, bytes32 paramsHash, TemplateParams params);
    /// @param configHash keccak256(abi.encode(marketId, market word, edges word, template word)): what is stored, each in
    /// one word as its type in contracts/types packs it
    event MarketCreated(
        uint256 indexed marketId,
        uint16 indexed templateId,
        bytes32 indexed questionId,
        uint32 open,
        uint32 close,
        uint32 observeAt,
        int64[4] edges,
        bytes32 configHash
    );
    /// @param weight the bet's own weight; equals `stake` in a flat pool
    /// @param poolAfter everything staked in the market, this bet included
    event BetPlaced(
        uint256 indexed marketId, address indexed account, uint8 outcome, uint64 stake, uint80 weight, uint64 poolAfter
    );
    /// @notice One item of a batch was refused; it took nothing and stopped nothing.
    event BetSkipped(uint256 indexed marketId, address indexed account, uint8 code);
    /// @notice Betting ends at `closesAt`, before the planned close: announced by the keeper, or at once by a halt report.
    event MarketClosedEarly(uint256 indexed marketId, uint32 closesAt);
    /// @notice Reporters acted on a market; `MarketClosedEarly` (action 1) or `MarketVoided` (action 2) comes with it.
    event MarketReported(uint256 indexed marketId, uint8 action, uint32 at, bytes32 evidenceRoot);
    /// @notice From now on the market follows this question of its own.
    event MarketContested(uint256 indexed marketId, bytes32 indexed questionId);
    /// @param pools stake of each outcome in 48 bits, outcome 0 lowest
    /// @param mergeMap the groups of `MarketView` as these totals make them, each outcome its own where none ever merge;
    /// 0: one group is left, so that the market will be void
    event MarketLocked(uint256 indexed marketId, uint256 pools, uint16 mergeMap);
    /// @param value what was observed: the price at the end; of a RACE -1, 0 or 1 (first asset); of a MATCH the code; 0 of
    /// an UPDOWN market whose outcome was ruled
    event MarketSettled(uint256 indexed marketId, uint8 outcome, int64 value, uint64 net, uint64 fee);
    /// @param reason 1 tie, 2 one-sided, 3 no winner, 4 merged, 5 known, 6 outage, 7 question, 8 expired, 9 cancelled
    event MarketVoided(uint256 indexed marketId, uint8 reason);
    event Claimed(uint256 indexed marketId, address indexed account, uint64 amount, bool toWallet);
    /// @notice One item of a batch or push had nothing to pay. Codes: 1 not settled, 2 nothing to claim, 3 unknown
    event ClaimSkipped(uint256 indexed marketId, address indexed account, uint8 code);
    event AgentSet(address indexed account, address indexed agent, bool on);

    /// @notice Thrown when no market has this id.
    error MarketUnknown(uint256 marketId);
    /// @notice Thrown when no template has this id.
    error TemplateUnknown(uint16 templateId);
    /// @notice Thrown when a template's numbers are outside their ranges; `field` is its position.
    error TemplateInvalid(uint8 field);
    /// @notice Thrown when there are `max` templates already.
    error TooManyTemplates(uint256 max);
    /// @notice Thrown when times or edges of a new market do not fit its template.
    error MarketInvalid(uint32 period, uint8 index);
    /// @notice Thrown before betting opens.
    error NotOpenYet(uint32 open);
    /// @notice Thrown at or after the close. Nothing was taken.
    error BettingClosed(uint32 close);
    /// @notice Thrown when the market is settled or void.
    error AlreadyDecided(uint8 state);
    /// @notice Thrown for an outcome the market does not have.
    error BadOutcome(uint8 outcome, uint8 outcomes);
    /// @notice Thrown for less than 1 USDC.
    error StakeTooSmall(uint256 min);
    /// @notice Thrown when the account may stake only `left` more in this market.
    error CapExceeded(uint256 left);
    /// @notice Thrown when the market takes only `left` more in all.
    error PoolFull(uint256 left);
    /// @notice Thrown when inclusion delay left less weight than the bettor accepts.
    error WeightTooLow(uint256 weight, uint256 minWeight);
    /// @notice Thrown when a claim comes before the market is decided.
    error NotSettled();
    /// @notice Thrown when the account has nothing to claim, or claimed already.
    error NothingToClaim();
    /// @notice Thrown when a question of the market is not final yet; `state` is Resolution's.
    error QuestionNotFinal(uint8 state);
    /// @notice Thrown while sources name different winners and nobody ruled; from `until` on the value stands.
    error Contested(uint256 until);
    /// @notice Thrown when a market is contested a second time.
    error AlreadyContested();
    /// @notice Thrown when there is no answer that names different winners, or a ruling decided.
    error NothingToContest();
    /// @notice Thrown before `earliest`.
    error TooEarly(uint256 earliest);
    /// @notice Thrown after `latest`.
    error TooLate(uint256 latest);
    /// @notice Thrown when a report asks for another act.
    error WrongAction(uint8 action);
    /// @notice Thrown when a report names no evidence.
    error EvidenceRequired();
    /// @notice Thrown when the template does not allow this act.
    error NotAllowed();
    /// @notice Thrown when the caller is not the account's agent.
    error NotAgent();
    /// @notice Thrown when a function that only this contract calls is called by somebody else.
    error OnlySelf();
    /// @notice Thrown for a batch longer than `max`.
    error BatchTooLong(uint256 max);

    /// @notice Adds a template for future markets. Role PARAMS (24 h).
    function addTemplate(TemplateParams calldata params) external returns (uint16 templateId);

    /// @notice Creates markets of one template, at most 64; existing ids are skipped. Betting lasts at most 400 days and
    /// ends in the future. Role CREATOR.
    function createBatch(uint16 templateId, NewMarket[] calldata markets) external returns (uint256[] memory ids);

    /// @notice Ends betting 6 s from now, not before half the planned length, once. Role CREATOR.
    function closeEarly(uint256 marketId) external;

    /// @notice Ends betting now, by signatures of k reporters of the market's source over a report not older than 600 s;
    /// never back-dated, so bets already made stand. Once, between open and close, if the template is haltable. Anyone.
    /// @param signatures in ascending order of signer
    function haltClose(MarketReport calldata report, bytes[] calldata signatures) external;

    /// @notice Voids a market before its close, by signatures as in `haltClose`, if the template is cancellable. Anyone.
    function cancelWindow(MarketReport calldata report, bytes[] calldata signatures) external;

    /// @notice Bets from the caller's wallet; needs an allowance to Escrow.
    /// @param amount at least 1 USDC
    /// @param minWeight refuse if the bet's weight would be less
    function bet(uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) external;

    /// @notice As `bet`, with an EIP-2612 permit to Escrow; a failing permit is ignored when the allowance suffices.
    function betWithPermit(
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        uint256 deadline,
        bytes calldata sig
    ) external;

    /// @notice A bet of `account` by ERC-3009 authorization with Escrow as payee; anyone may relay it, nobody can
    /// change it. Authorization nonce = keccak256(abi.encode(BET_TAG, chainid, escrow, engine,
    /// keccak256(abi.encode(account, marketId, outcome, amount, minWeight, salt)))).
    function betWithAuthorization(
        address account,
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata sig
    ) external;

    /// @notice Bets from the caller's Escrow credit.
    function betFromCredit(uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) external;

    /// @notice A bet from `account`'s credit by an agent it approved; `tip` goes from the account's credit to the
    /// agent's.
    function betFromCreditAs(
        address account,
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        uint256 tip
    ) external;

    /// @notice Several bets of the caller, at most 20. A refused item emits `BetSkipped` and stops nothing.
    /// @return codes 0 placed, else why not (see `BetRefusal`)
    function betBatch(Bet[] calldata bets, bool fromCredit) external returns (uint8[] memory codes);

    /// @notice One item of `betBatch`; this contract calls it on itself, so that a refusal undoes that item alone.
    function betItem(address account, Bet calldata item, bool fromCredit) external;

    /// @notice Approves or revokes an agent for `betFromCreditAs`.
    function setAgent(address agent, bool on) external;

    /// @notice Announces that betting ended and how thin ranges merge. Optional: `settle` computes the same.
    function lock(uint256 marketId) external;

    /// @notice Sends a market whose sources name different winners, or whose match was known within 60 s of its guarded
    /// close, to an arbitration of its own. Anyone, once betting has ended and until 96 h after the observation, if the
    /// template is contestable and nothing was ruled.
    function contest(uint256 marketId) external;

    /// @notice Decides the market from its final questions, a contested one from its own; also writes VOID. Anyone,
    /// constant cost.
    function settle(uint256 marketId) external;

    /// @notice Voids an undecided market 7 days after its observation. Anyone; consults nothing but time and state.
    function voidExpired(uint256 marketId) external;

    /// @notice Pays the caller's winnings or refund to his wallet or credit.
    /// @return amount rounded down; the remainder of the division stays in the market's ring fence
    function claim(uint256 marketId, bool toCredit) external returns (uint256 amount);

    /// @notice Several claims of the caller, at most 50, one result each.
    /// @return paid per market
    /// @return codes 0 paid, else as in `ClaimSkipped`
    function claimBatch(uint256[] calldata marketIds, bool toCredit)
        external
        returns (uint256[] memory paid, uint8[] memory codes);

    /// @notice Pays an account's winnings or refund to its own wallet (or, if the token refuses, its credit).
    function claimFor(uint256 marketId, address account) external returns (uint256 amount);

    /// @notice `claimFor` for at most 100 accounts; one that has nothing is skipped.
    /// @return paid in all
    function push(uint256 marketId, address[] calldata accounts) external returns (uint256 paid);

    function escrow() external view returns (address);

    function resolution() external view returns (address);

    function referee() external view returns (address);

    /// @notice The digest that a reporter signs.
    function marketReportDigest(MarketReport calldata report) external view returns (bytes32);

    /// @notice Templates have ids 1 to this.
    function templateCount() external view returns (uint16);

    /// @notice Whether `agent` may call `betFromCreditAs` for `account`.
    function isAgent(address account, address agent) external view returns (bool);

    function market(uint256 marketId) external view returns (MarketView memory);

    function template(uint16 templateId) external view returns (TemplateParams memory);

    /// @notice Stake and weight per outcome; weight equals stake in a flat pool.
    function pools(uint256 marketId) external view returns (uint256[5] memory stakes, uint256[5] memory weights);

    /// @notice An account's stake and weight per outcome; all 0 once claimed.
    function position(uint256 marketId, address account)
        external
        view
        returns (uint256[5] memory stakes, uint256[5] memory weights);

    /// @notice What `account` can claim now; 0 while undecided. Rounded down.
    function payoutOf(uint256 marketId, address account) external view returns (uint256);

    /// @notice What a further stake would pay if the pools stayed as they are and `outcome` won, the fee taken and thin
    /// ranges merged. Rounded down.
    function estimate(uint256 marketId, uint8 outcome, uint256 amount) external view returns (uint256);

    /// @notice What `account` may still stake in the market now: the lesser of account cap and pool maximum.
    function capLeft(uint256 marketId, address account) external view returns (uint256);

    /// @notice Weight that a stake would get now: at the open if that is still to come, 0 once betting has ended.
    function weightNow(uint256 marketId, uint256 amount) external view returns (uint256);
}
