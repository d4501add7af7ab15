// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {svm} from "./Cheats.sol";

/// @title Whatever: a contract that gives any answer to any question, or refuses
contract Whatever {
    fallback() external payable {
        if (svm.createUint(1, "refuses") == 1) revert();
        bytes memory answer = svm.createBytes(64, "answer"); // two words are the most that Escrow reads
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}
