//! The table of cases of the schedule.
