// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title CalendarLib: number of the UTC day, the week from Monday and the calendar month that hold a second
/// @notice Twin of `mutuel.domain.limits.period_start`: two seconds have one number when they share a period.
library CalendarLib {
    uint256 private constant DAYS_0000_03_01_TO_1970 = 719_468;
    uint256 private constant DAYS_PER_ERA = 146_097; // 400 years of the Gregorian calendar

    function dayOf(uint256 time) internal pure returns (uint32) {
        return uint32(time / 1 days);
    }

    /// @dev 1970-01-01 was a Thursday, three days after a Monday.
    function weekOf(uint256 time) internal pure returns (uint32) {
        return uint32((time / 1 days + 3) / 7);
    }

    /// @notice Months since March of year 0.
    /// @dev Years are counted from 1 March, so that the leap day is the last of its year; within one, the months'
    /// lengths repeat as 153 days per five months.
    function monthOf(uint256 time) internal pure returns (uint32) {
        uint256 day = time / 1 days + DAYS_0000_03_01_TO_1970;
        uint256 era = day / DAYS_PER_ERA;
        uint256 dayOfEra = day % DAYS_PER_ERA;
        uint256 year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100);
        return uint32((era * 400 + year) * 12 + (5 * dayOfYear + 2) / 153);
    }
}
