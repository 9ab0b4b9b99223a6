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

    /// Positions that the words of a sentence take.
    pub fn size(&self, words: &[&str]) -> usize {
        match self.diet {
            Diet::Words => words.len(),
            _ => words.iter().map(|word| self.pieces.pieces(word).len()).sum(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(inputs: Option<&str>) -> Reader {
        let tokenizer =
            r#"{"model": {"vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "ja": 3, "Ja": 4, "-": 5}}}"#;
        Reader::new(WordPiece::read(tokenizer.as_bytes()).unwrap(), inputs)
    }

    /// Lengths of the windows; every word has its place once, in order.
    fn check(inputs: Option<&str>, sentences: &[Vec<&str>], expect: &[usize]) {
        let reader = reader(inputs);
        let windows = reader.windows(sentences);
        assert_eq!(windows.iter().map(Window::length).collect::<Vec<_>>(), expect);
        let places: Vec<_> = windows.iter().flat_map(|w| &w.words).map(|p| (p.sentence, p.word)).collect();
        let all: Vec<_> = (0..sentences.len())
            .flat_map(|sentence| (0..sentences[sentence].len()).map(move |word| (sentence, word)))
            .collect();
        assert_eq!(places, all);
    }

    #[test]
    fn packs_whole_sentences() {
        check(None, &[vec!["ja"; 100], vec!["ja"; 100]], &[202]);
        check(None, &[vec!["ja"; 100], vec!["ja"; 155]], &[102, 157]);
        check(None, &[vec!["ja"; 300], vec!["ja"]], &[256, 49]);
        check(None, &[vec!["ja-ja"; 100]], &[254, 50]);
        check(Some("words"), &[vec!["ja-ja"; 150], vec!["ja"; 60]], &[150, 60]);
        check(None, &[], &[]);
        check(None, &[vec![]], &[]);
    }

    #[test]
    fn tells_the_case_of_each_piece() {
        let windows = reader(Some("pieces-with-case")).windows(&[vec!["Ja", "ja"]]);
        assert_eq!((&windows[0].numbers[..], &windows[0].types[..]), (&[1, 4, 3, 2][..], &[0, 1, 0, 0][..]));
        assert_eq!(windows[0].words.iter().map(|p| p.at).collect::<Vec<_>>(), [1, 2]);
    }
}
