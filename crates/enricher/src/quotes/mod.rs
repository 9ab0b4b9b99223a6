//! Quotations: who said what to whom.
