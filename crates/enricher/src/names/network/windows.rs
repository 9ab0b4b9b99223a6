//! Packs sentences into the windows that a network reads at once.
use rustc_hash::FxHashMap;

use super::wordpiece::WordPiece;
use super::words;

/// Where a word's answer is found in the output of a window.
pub struct Place {
    pub sentence: usize,
    pub word: usize,
    pub at: usize,
}

#[derive(Default)]
pub struct Window {
    /// Ids of pieces, or the features of words one after the other.
    pub numbers: Vec<i32>,
    /// The case of the word of each piece, or nothing but zeros.
    pub types: Vec<i32>,
    pub words: Vec<Place>,
    width: usize,
}

impl Window {
    /// Positions in it.
    pub fn length(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }
}

/// Most pieces of a window with its first and last, and most words.
const PIECES: usize = 256;
const WORDS: usize = 200;

/// What a network is fed with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Diet {
    /// Ids of pieces.
    Pieces,
    /// The same, the case of the word as the type of its pieces.
    PiecesWithCase,
    /// Features of whole words.
    Words,
}

pub struct Reader {
    pieces: WordPiece,
    diet: Diet,
}

impl Reader {
    pub fn new(pieces: WordPiece, inputs: Option<&str>) -> Self {
        let diet = match inputs {
            Some("pieces-with-case") => Diet::PiecesWithCase,
            Some("words") => Diet::Words,
            _ => Diet::Pieces,
        };
        Reader { pieces, diet }
    }

    pub fn reads_words(&self) -> bool {
        self.diet == Diet::Words
    }

    /// A sentence that does not fit begins a window; one that fits in none is cut between words.
    pub fn windows(&self, sentences: &[Vec<&str>]) -> Vec<Window> {
        let mut seen: FxHashMap<&str, Vec<i32>> = FxHashMap::default();
        let mut windows = Vec::new();
        let mut window = self.open();
        for (sentence, all) in sentences.iter().enumerate() {
            for word in all {
                seen.entry(word).or_insert_with(|| self.pieces.pieces(word));
            }
            let size = |word: &str| match self.diet {
                Diet::Words => 1,
                _ => seen.get(word).map_or(0, Vec::len),
            };
            let whole: usize = all.iter().map(|word| size(word)).sum();
            if window.length() + whole > self.room() && !window.words.is_empty() {
                windows.push(self.closed(std::mem::replace(&mut window, self.open())));
            }
            for (at, word) in all.iter().enumerate() {
                let pieces = seen.get(word).map_or(&[][..], Vec::as_slice);
                if window.length() + size(word) > self.room() {
                    windows.push(self.closed(std::mem::replace(&mut window, self.open())));
                }
                window.words.push(Place { sentence, word: at, at: window.length() });
                self.add(&mut window, word, pieces);
            }
        }
        if !window.words.is_empty() {
            windows.push(self.closed(window));
        }
        windows
    }

    fn room(&self) -> usize {
        if self.reads_words() { WORDS } else { PIECES - 1 }
    }

    fn open(&self) -> Window {
        match self.diet {
            Diet::Words => Window { width: words::FEATURES, ..Window::default() },
            _ => Window { numbers: vec![self.pieces.opening], types: vec![0], width: 1, ..Window::default() },
        }
    }

    fn add(&self, window: &mut Window, word: &str, pieces: &[i32]) {
        if self.reads_words() {
            window.numbers.extend(words::features(word, pieces));
            return;
        }
        let case = if self.diet == Diet::PiecesWithCase { words::case(word) } else { 0 };
        window.numbers.extend(pieces);
        window.types.extend(pieces.iter().map(|_| case));
    }

    fn closed(&self, mut window: Window) -> Window {
        if !self.reads_words() {
            window.numbers.push(self.pieces.closing);
            window.types.push(0);
        }
        window
    }
}
