//! The OS lock on the data directory: one worker a journal (DELIVERY.md, rule 1).
