// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Escrow: the only contract that holds users' USDC
/// @notice Every unit is either an account's credit, the ring fence of one market, an allocation to an engine,
/// or a fee waiting to be forwarded. No role can lower an account's balance, and nothing stops an exit.
/// @dev All amounts are micro-USDC (10^-6). Warning: the token may pause or block an address; a payout that the
/// token refuses becomes credit and never reverts for the others. Accounting never reads `balanceOf`.
interface IEscrow {
    /// @notice One slot per account.
    /// @param credit free balance, withdrawable at once
    /// @param engineMask a set bit means that the account's choice for that engine id differs from the default:
    /// engines registered before `seal` are on by default, later ones off
    /// @param flags bit 0: self-limits apply, so every lock and payout is reported to SelfLimits
    /// @param excludedUntil no new lock before this time, in UTC seconds
    /// @param withdrawNonce used up by `withdrawBySig` and `setEngineOptInBySig`
    struct Account {
        uint64 credit;
        uint32 engineMask;
        uint8 flags;
        uint40 excludedUntil;
        uint64 withdrawNonce;
    }

    /// @notice One slot per engine.
    /// @param id 1 to 32; 0 means not registered
    /// @param genesis registered before `seal`
    /// @param retired accepts no new lock, for ever
    /// @param unstoppable can be neither paused nor retired (Resolution: a challenge must always be possible)
    /// @param pausedUntil accepts no new lock before this time
    /// @param lastPause time of the latest pause, so that a second one within 30 days is refused
    /// @param feeTreasury fees waiting for the Treasury
    /// @param feeInsurance fees waiting for Insurance
    /// @param exitDelayMinutes how long a deallocation waits
    struct Engine {
        uint8 id;
        bool genesis;
        bool retired;
        bool unstoppable;
        uint40 pausedUntil;
        uint40 lastPause;
        uint64 feeTreasury;
        uint64 feeInsurance;
        uint16 exitDelayMinutes;
    }

    event Deposited(address indexed account, address indexed payer, uint256 amount, bytes32 indexed ref);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    /// @notice The token refused a transfer to `account`, so the payout became credit.
    event PayoutCredited(address indexed engine, uint256 indexed marketId, address indexed account, uint256 amount);
    event Allocated(address indexed engine, address indexed account, uint256 amount);
    event DeallocationRequested(address indexed engine, address indexed account, uint256 amount, uint40 readyAt);
    event Deallocated(address indexed engine, address indexed account, uint256 amount);
    event EngineRegistered(
        address indexed engine, uint8 indexed id, bool genesis, bool unstoppable, uint32 exitDelay
    );
    event EngineOptIn(address indexed account, uint8 indexed id, bool on);
    event EnginePaused(address indexed engine, uint40 until);
    event EngineRetired(address indexed engine);
    event AccountFlagged(address indexed account, uint8 flags, uint40 excludedUntil);
    event FeesCollected(address indexed engine, uint256 treasury, uint256 insurance);
    event FeeReceiversSet(address treasury, address insurance);
    event TvlCapSet(uint64 cap);
    event Sealed();

    /// @notice Thrown when the caller, or the named address, is no registered engine.
    error NotEngine();
    /// @notice Thrown when an engine is registered twice, 32 engines exist, or its exit delay is above 24 h.
    error EngineNotAdded();
    /// @notice Thrown when the engine accepts no new money before `until`.
    error EnginePausedUntil(uint40 until);
    /// @notice Thrown when the engine accepts no new money any more.
    error EngineIsRetired();
    /// @notice Thrown when the engine can be neither paused nor retired.
    error EngineIsUnstoppable();
    /// @notice Thrown when a second pause falls within 30 days of the last.
    error PausedTooRecently(uint40 lastPause);
    /// @notice Thrown when the account has not allowed this engine to lock its money.
    error EngineNotOptedIn(uint8 id);
    /// @notice Thrown when the account excluded itself.
    error AccountExcluded(uint40 until);
    /// @notice Thrown when free credit is short.
    error InsufficientCredit(uint256 have, uint256 need);
    /// @notice Thrown when an allocation is short.
    error InsufficientAllocation(uint256 have, uint256 need);
    /// @notice Thrown when a deallocation is not ready yet.
    error NotReady(uint40 readyAt);
    /// @notice Thrown when a market's ring fence holds less than an engine wants to pay out of it.
    error LockTooSmall(uint256 have, uint256 need);
    /// @notice Thrown when new money would lift the contract's USDC above the cap.
    error TvlCapReached(uint256 cap);
    /// @notice Thrown when a signature is not the account's for exactly this message.
    error BadSignature();
    /// @notice Thrown when a signed message is used after its deadline.
    error Expired(uint256 deadline);
    /// @notice Thrown when the token refused to move the money in, or a withdrawal out.
    error TransferFailed();
    /// @notice Thrown when an amount is 0 or does not fit 64 bits.
    error BadAmount(uint256 amount);
    /// @notice Thrown when `seal` was already called.
    error AlreadySealed();
    /// @notice Thrown when money would go to the zero address or to this contract, where it would be lost.
    error BadReceiver(address receiver);
    /// @notice Thrown when a caller that is not SelfLimits sets an account's flags.
    error NotSelfLimits();
    /// @notice Thrown when only a named other address may submit the signed message.
    error NotSubmitter(address submitter);

    /// @notice Moves `amount` from the caller's wallet into his credit; needs an allowance.
    function deposit(uint256 amount) external;

    /// @notice Anyone pays into another account's credit. Never refused for a limited or excluded account.
    /// @param ref opaque reference, for example a deposit id
    function depositFor(address account, uint256 amount, bytes32 ref) external;

    /// @notice Deposit by EIP-2612 permit of the caller; a failing permit is ignored when the allowance suffices.
    /// @param sig 65-byte signature, or any bytes for a contract wallet
    function depositWithPermit(uint256 amount, uint256 deadline, bytes calldata sig) external;

    /// @notice Deposit by ERC-3009 authorization of `account` with this contract as payee; anyone may relay.
    /// @dev DEPOSIT_TAG = keccak256("Mutuel.Deposit"), nonce = keccak256(abi.encode(DEPOSIT_TAG, chainid, escrow, account, amount, salt))
    function depositWithAuthorization(
        address account,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 salt,
        bytes calldata sig
    ) external;

    /// @notice Pays the caller's credit to his own address, at once. Reverts if the token refuses.
    function withdraw(uint256 amount) external;

    /// @notice Pays `account`'s credit to `to`, by the account's EIP-712 signature
    /// `Withdraw(address account,address to,uint256 amount,address submitter,uint256 nonce,uint256 deadline)`.
    /// @param submitter the only address that may submit; zero for anyone
    function withdrawBySig(
        address account,
        address to,
        uint256 amount,
        address submitter,
        uint256 deadline,
        bytes calldata sig
    ) external;

    /// @notice Allows or forbids an engine to lock the caller's money. Never affects what is already locked.
    function setEngineOptIn(uint8 id, bool on) external;

    /// @notice As `setEngineOptIn`, by the account's EIP-712 signature
    /// `EngineOptIn(address account,uint8 id,bool on,uint256 nonce,uint256 deadline)`.
    function setEngineOptInBySig(address account, uint8 id, bool on, uint256 deadline, bytes calldata sig) external;

    /// @notice Sets the caller's credit aside for an engine that matches off chain; at once.
    function allocate(address engine, uint256 amount) external;

    /// @notice Starts the way back; the engine can still use the amount until it is completed.
    function requestDeallocation(address engine, uint256 amount) external;

    /// @notice Returns what was requested and is still there to the account's credit; anyone may call.
    function completeDeallocation(address engine, address account) external;

    /// @notice Locks `account`'s wallet money in the caller's market. Engines only: the caller is the ring fence.
    /// @return poolTotal everything ever locked in the market, including this amount
    /// @return limited the account has self-limits, so the engine must report its payouts
    function lockFromWallet(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited);

    /// @notice As `lockFromWallet`, after trying an EIP-2612 permit of `account`.
    function lockFromPermit(uint256 marketId, address account, uint256 amount, uint256 deadline, bytes calldata sig)
        external
        returns (uint256 poolTotal, bool limited);

    /// @notice As `lockFromWallet`, by ERC-3009 authorization whose nonce binds engine and payload:
    /// keccak256(abi.encode(BET_TAG, chainid, escrow, engine, payloadHash)), BET_TAG = keccak256("Mutuel.Bet").
    /// Needs no opt-in.
    function lockFromAuthorization(
        uint256 marketId,
        address account,
        uint256 amount,
        bytes32 payloadHash,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata sig
    ) external returns (uint256 poolTotal, bool limited);

    /// @notice As `lockFromWallet`, from credit.
    function lockFromCredit(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited);

    /// @notice As `lockFromWallet`, from what the account allocated to the calling engine.
    function lockFromAllocation(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited);

    /// @notice Pays out of the caller's market to the account's wallet, or to its credit if asked or if the token
    /// refuses.
    /// @param limited report the payout to SelfLimits
    /// @return paidToWallet false when it became credit
    function release(uint256 marketId, address account, uint256 amount, bool toCredit, bool limited)
        external
        returns (bool paidToWallet);

    /// @notice `release` of one account's payouts from several of the caller's markets, in one transfer.
    /// @param amounts one per market
    /// @param limited bit i: report item i to SelfLimits; items from 256 on never are
    function releaseMany(
        uint256[] calldata marketIds,
        uint256[] calldata amounts,
        address account,
        bool toCredit,
        uint256 limited
    ) external returns (bool paidToWallet);

    /// @notice Moves a settled market's fee from its ring fence to the caller's fee buckets.
    function takeFee(uint256 marketId, uint256 treasury, uint256 insurance) external;

    /// @notice Forwards an engine's fee buckets to Treasury and Insurance; anyone may call.
    function collectFees(address engine) external;

    /// @notice Admits an engine; after `seal` only accounts that opted in can be touched by it. Role ADMIN.
    /// @param exitDelay seconds a deallocation waits, at most 24 h, rounded down to minutes
    /// @param unstoppable can never be paused or retired
    function registerEngine(address engine, uint32 exitDelay, bool unstoppable) external;

    /// @notice Ends the time in which engines are on by default; once. Called by the deployment.
    function seal() external;

    /// @notice Stops new locks of an engine for ever. Role PAUSER. Payouts go on.
    function retire(address engine) external;

    /// @notice Stops new locks of an engine for 7 days, once in 30. Role PAUSER. Payouts go on.
    function pause(address engine) external;

    /// @notice Bound on the USDC held, compared after money came in from outside; 0 for none. Role PARAMS.
    function setTvlCap(uint64 cap) external;

    /// @notice Where fees go. Role ADMIN.
    function setFeeReceivers(address treasury, address insurance) external;

    /// @notice Self-limits set an account's flag and exclusion. SelfLimits only.
    function setAccountFlags(address account, uint8 flags, uint40 excludedUntil) external;

    /// @notice The token.
    function usdc() external view returns (address);

    /// @notice The self-limits contract.
    function selfLimits() external view returns (address);

    function sealedForGenesis() external view returns (bool);

    function tvlCap() external view returns (uint64);

    function accountOf(address account) external view returns (Account memory);

    function engineOf(address engine) external view returns (Engine memory);

    /// @notice Address of the engine with this id, zero if none.
    function engineById(uint8 id) external view returns (address);

    /// @notice Whether an engine may lock the account's money.
    function isOptedIn(address account, address engine) external view returns (bool);

    /// @return amount what the ring fence holds now
    /// @return everIn everything ever locked in it
    function lockedOf(address engine, uint256 marketId) external view returns (uint256 amount, uint256 everIn);

    /// @return amount allocated, including what is leaving
    /// @return leaving requested back
    /// @return leaveAt when it can be completed
    function allocationOf(address engine, address account)
        external
        view
        returns (uint256 amount, uint256 leaving, uint40 leaveAt);
}
