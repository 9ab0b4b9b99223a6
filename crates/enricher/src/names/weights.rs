//! The weights of the perceptron as they lie in the file: a bitmap of the features that have a row, then the rows; read
//! in place, without unpacking.
use thiserror::Error;

use super::perceptron::{LABELS, Transitions};

/// Features are hashed to this many bits.
pub const BITS: u32 = 22;

const MAGIC: &[u8; 8] = b"WDNAMES2";
const BITMAP: usize = 1 << (BITS - 3);
const HEAD: usize = MAGIC.len() + 4 + (LABELS + 1) * LABELS * 4;
/// Bytes of the bitmap that are read as one word.
const BLOCK: usize = 8;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum WeightsError {
    #[error("these are no weights of the names model (bad first bytes)")]
    Magic,
    #[error("the weights end early: {found} bytes, {expected} expected")]
    Length { found: usize, expected: usize },
}

/// Layout, little endian: magic; f32 scale; (9 + 1) × 9 f32 transitions; 2^22 bits, one for each feature that has a row;
/// 9 × i8 for each row, in the order of the bits.
pub struct Weights {
    scale: f32,
    transitions: Transitions,
    bitmap: &'static [u8],
    rows: &'static [u8],
    /// Rows before each block.
    ranks: Vec<u32>,
}

impl Weights {
    pub fn read(bytes: &'static [u8]) -> Result<Self, WeightsError> {
        if !bytes.starts_with(MAGIC) {
            return Err(WeightsError::Magic);
        }
        let early = |expected| WeightsError::Length { found: bytes.len(), expected };
        let head = bytes.get(MAGIC.len()..HEAD).ok_or(early(HEAD))?;
        let mut numbers = head.chunks_exact(4).filter_map(|c| c.try_into().ok().map(f32::from_le_bytes));
        let scale = numbers.next().unwrap_or(1.0);
        let mut transitions = [[0.0; LABELS]; LABELS + 1];
        for (cell, number) in transitions.iter_mut().flatten().zip(numbers) {
            *cell = number;
        }
        let bitmap = bytes.get(HEAD..HEAD + BITMAP).ok_or(early(HEAD + BITMAP))?;
        let mut total = 0u32;
        let ranks = bitmap
            .chunks_exact(BLOCK)
            .map(|block| {
                let before = total;
                total += block.iter().map(|b| b.count_ones()).sum::<u32>();
                before
            })
            .collect();
        let expected = HEAD + BITMAP + total as usize * LABELS;
        let rows = bytes.get(HEAD + BITMAP..expected).ok_or(early(expected))?;
        Ok(Weights { scale, transitions, bitmap, rows, ranks })
    }

    pub fn scale(&self) -> f32 {
        self.scale
    }

    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// The row of a feature, if it has one.
    #[inline]
    pub fn row(&self, feature: u32) -> Option<&[u8; LABELS]> {
        let block = (feature >> 6) as usize;
        let bytes = self.bitmap.get(block * BLOCK..(block + 1) * BLOCK)?;
        let word = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        let bit = 1u64 << (feature & 63);
        if word & bit == 0 {
            return None;
        }
        let rank = self.ranks.get(block)? + (word & (bit - 1)).count_ones();
        let at = rank as usize * LABELS;
        self.rows.get(at..at + LABELS)?.try_into().ok()
    }

    /// The file of trained weights: rows are (feature, weights), ascending.
    #[cfg(feature = "training")]
    pub fn write(scale: f32, transitions: &Transitions, rows: &[(u32, [i8; LABELS])]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(scale.to_le_bytes());
        bytes.extend(transitions.iter().flatten().flat_map(|v| v.to_le_bytes()));
        let mut bitmap = vec![0u8; BITMAP];
        for (feature, _) in rows {
            bitmap[(feature >> 3) as usize] |= 1 << (feature & 7);
        }
        bytes.extend(bitmap);
        bytes.extend(rows.iter().flat_map(|(_, row)| row.map(|v| v as u8)));
        bytes
    }
}
