//! Small bodies that unpack to large ones, quick to make: the middle is packed once and repeated.
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use flate2::{Compression, Crc};

use super::Encoding;
use crate::dice::Dice;

/// What a bomb looks like unpacked: a feed that opens with so much noise, which no encoding makes smaller, and
/// goes on with so many blanks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Charge {
    pub noise: usize,
    pub blanks: u64,
}

/// The packed bytes, readable by whoever else writes them.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

/// The checksum that the format wants at its end.
enum Sum {
    None,
    Crc(Box<Crc>),
    Adler(Adler),
}

/// Adler-32 (RFC 1950, 8.2), of parts that may be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Adler {
    a: u64,
    b: u64,
    length: u64,
}

const HEAD: &[u8] = b"<rss version=\"2.0\"><channel><title>";
const TAIL: &[u8] = b"</title></channel></rss>";
const PIECE: usize = 4 << 20;
const ADLER_BASE: u64 = 65_521;

/// Packs a charge. Each piece of blanks but the first is packed to the same bytes, since it refers to nothing but
/// the blanks before it.
pub(crate) fn pack(encoding: Encoding, charge: Charge) -> io::Result<Vec<u8>> {
    let sink = Sink::default();
    let mut sum = Sum::of(encoding);
    sink.extend(prologue(encoding));
    let mut out = encoder(encoding, sink.clone())?;
    let opening = [HEAD, &noise(charge.noise)].concat();
    out.write_all(&opening)?;
    sum.add(&opening, 1);
    let piece = vec![b' '; PIECE];
    let pieces = charge.blanks / PIECE as u64;
    let mut begin = 0;
    for _ in 0..pieces.min(2) {
        out.flush()?;
        begin = sink.len();
        out.write_all(&piece)?;
        out.flush()?;
    }
    sum.add(&piece, pieces);
    let repeated = sink.since(begin);
    for _ in 2..pieces {
        sink.extend(&repeated);
    }
    let rest = usize::try_from(charge.blanks % PIECE as u64).unwrap_or_default();
    let closing = [&piece[..rest], TAIL].concat();
    out.write_all(&closing)?;
    sum.add(&closing, 1);
    // Each of the encoders finishes when it is dropped.
    drop(out);
    sink.extend(&sum.epilogue());
    Ok(sink.0.take())
}

fn encoder(encoding: Encoding, sink: Sink) -> io::Result<Box<dyn Write>> {
    Ok(match encoding {
        Encoding::Gzip | Encoding::Deflate => {
            Box::new(flate2::write::DeflateEncoder::new(sink, Compression::default()))
        }
        Encoding::Brotli => Box::new(brotli::CompressorWriter::new(sink, 64 * 1024, 5, 22)),
        Encoding::Zstd => Box::new(zstd::Encoder::new(sink, 3)?.auto_finish()),
    })
}

/// What stands before the deflated data in gzip (RFC 1952, 2.3) and zlib (RFC 1950, 2.2).
fn prologue(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Gzip => &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255],
        Encoding::Deflate => &[0x78, 0x9c],
        Encoding::Brotli | Encoding::Zstd => &[],
    }
}

fn noise(bytes: usize) -> Vec<u8> {
    let mut dice = Dice::new(0, "noise", 0);
    let mut noise: Vec<u8> = (0..bytes.div_ceil(8)).flat_map(|_| dice.next().to_le_bytes()).collect();
    noise.truncate(bytes);
    noise
}

impl Sink {
    fn extend(&self, bytes: &[u8]) {
        self.0.borrow_mut().extend_from_slice(bytes);
    }

    fn len(&self) -> usize {
        self.0.borrow().len()
    }

    fn since(&self, begin: usize) -> Vec<u8> {
        self.0.borrow().get(begin..).unwrap_or_default().to_vec()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sum {
    fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Gzip => Sum::Crc(Box::default()),
            Encoding::Deflate => Sum::Adler(Adler { a: 1, b: 0, length: 0 }),
            Encoding::Brotli | Encoding::Zstd => Sum::None,
        }
    }

    fn add(&mut self, bytes: &[u8], times: u64) {
        match self {
            Sum::None => {}
            Sum::Crc(sum) => {
                let mut part = Crc::new();
                part.update(bytes);
                (0..times).for_each(|_| sum.combine(&part));
            }
            Sum::Adler(sum) => {
                let part = Adler::of(bytes);
                (0..times).for_each(|_| *sum = sum.followed_by(part));
            }
        }
    }

    fn epilogue(&self) -> Vec<u8> {
        match self {
            Sum::None => Vec::new(),
            Sum::Crc(sum) => [sum.sum().to_le_bytes(), sum.amount().to_le_bytes()].concat(),
            Sum::Adler(sum) => ((sum.b << 16 | sum.a) as u32).to_be_bytes().to_vec(),
        }
    }
}

impl Adler {
    fn of(bytes: &[u8]) -> Self {
        let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
            let a = (a + u64::from(*byte)) % ADLER_BASE;
            (a, (b + a) % ADLER_BASE)
        });
        Adler { a, b, length: bytes.len() as u64 }
    }

    fn followed_by(self, next: Adler) -> Self {
        let carried = (self.a + ADLER_BASE - 1) % ADLER_BASE;
        Adler {
            a: (carried + next.a) % ADLER_BASE,
            b: (self.b + next.b + next.length % ADLER_BASE * carried) % ADLER_BASE,
            length: self.length + next.length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_a_whole_is_that_of_its_parts() {
        assert_eq!(Adler::of(b"Wikipedia"), Adler { a: 0x0398, b: 0x11e6, length: 9 });
        for cut in 0..=9 {
            let (head, tail) = b"Wikipedia".split_at(cut);
            assert_eq!(Adler::of(head).followed_by(Adler::of(tail)), Adler::of(b"Wikipedia"));
        }
    }

    #[test]
    fn a_bomb_is_small_and_whole() {
        for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
            for (noise, blanks) in [(0, 100), (1000, 5 << 20), (70_000, (21 << 20) + 7)] {
                let packed = pack(encoding, Charge { noise, blanks }).expect("a bomb");
                let slack = 1_000 + usize::try_from(blanks / 900).expect("a size");
                assert!((noise..noise + slack).contains(&packed.len()), "{encoding:?}: {}", packed.len());
                let whole = crate::tests::unpack(encoding, &packed);
                assert_eq!(whole.len() as u64, (HEAD.len() + noise + TAIL.len()) as u64 + blanks);
                assert!(whole.starts_with(HEAD) && whole.ends_with(TAIL));
                assert!(whole[HEAD.len() + noise..whole.len() - TAIL.len()].iter().all(|byte| *byte == b' '));
            }
        }
    }
}
