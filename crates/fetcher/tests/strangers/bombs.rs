//! Decompression bombs: four mebibytes on the wire at most that would unpack to more than a gigabyte, in each encoding and stacked.
use std::io::{self, Read, Write};
use std::sync::LazyLock;

use fetcher::body::{self, Body, DecodeErrorKind, Encoding};
use fetcher::{Config, FetchErrorKind};

use crate::kit::{Server, answer, config, feed, fetcher, kind};

const ALL: [Encoding; 4] = [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd];
const MIB: usize = 1 << 20;
/// What an unlimited wire may bring, and less than what it unpacks to.
const WIRE: usize = 4 * MIB;
const GIGABYTE: usize = 1_000_000_000;
/// What one unit of a bomb unpacks to.
const UNIT: usize = 16 * MIB;

/// The start of a stream of zeros, and what goes on with `UNIT` of them as often as it is repeated.
fn parts(encoding: Encoding) -> (Vec<u8>, Vec<u8>) {
    match encoding {
        // RFC 1952, section 2.3: no name, no time.
        Encoding::Gzip => (vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], deflated()),
        Encoding::Deflate => (vec![0x78, 0x9c], deflated()),
        Encoding::Brotli => brotli(),
        // RFC 8878, section 3.1.1: a frame without a stated size, a window of a mebibyte, and blocks of one repeated byte.
        Encoding::Zstd => {
            let block = 128 * 1024;
            let head = u32::try_from(block << 3 | 1 << 1).unwrap().to_le_bytes();
            let block_of_zeros = [&head[..3], &[0]].concat();
            (vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x50], block_of_zeros.repeat(UNIT / block))
        }
    }
}

/// After a full flush the stream begins anew at a whole byte (RFC 1951), so what came before may be repeated.
fn deflated() -> Vec<u8> {
    let mut packer = flate2::Compress::new(flate2::Compression::best(), false);
    let mut out = Vec::with_capacity(MIB);
    packer.compress_vec(&vec![0; UNIT], &mut out, flate2::FlushCompress::Full).unwrap();
    assert_eq!(packer.total_in(), UNIT as u64);
    out
}

/// A flush ends at a whole byte here as well, and from the second on each is like the one before.
fn brotli() -> (Vec<u8>, Vec<u8>) {
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
    let mut ends = Vec::new();
    for _ in 0..3 {
        packer.write_all(&vec![0; UNIT]).unwrap();
        packer.flush().unwrap();
        ends.push(packer.get_ref().len());
    }
    let all = packer.get_ref();
    assert_eq!(all[ends[0]..ends[1]], all[ends[1]..ends[2]]);
    (all[..ends[0]].to_vec(), all[ends[0]..ends[1]].to_vec())
}

fn with_units(encoding: Encoding, count: usize) -> Vec<u8> {
    static PARTS: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| ALL.into_iter().map(parts).collect());
    let (start, unit) = &PARTS[ALL.iter().position(|one| *one == encoding).unwrap()];
    [start.clone(), unit.repeat(count)].concat()
}

fn bomb(encoding: Encoding) -> Vec<u8> {
    let bomb = with_units(encoding, GIGABYTE / UNIT + 1);
    assert!(bomb.len() <= WIRE, "{encoding}: {} bytes", bomb.len());
    bomb
}

fn packed(encoding: Encoding, plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match encoding {
        Encoding::Gzip => {
            flate2::write::GzEncoder::new(&mut out, flate2::Compression::fast()).write_all(plain).unwrap();
        }
        Encoding::Deflate => {
            flate2::write::ZlibEncoder::new(&mut out, flate2::Compression::fast()).write_all(plain).unwrap();
        }
        Encoding::Brotli => {
            brotli::CompressorWriter::new(&mut out, 1 << 16, 1, 22).write_all(plain).unwrap();
        }
        Encoding::Zstd => out = zstd::encode_all(plain, 1).unwrap(),
    }
    out
}

#[test]
fn the_units_are_what_they_are_said_to_be() {
    const UNITS: usize = 3;
    for encoding in ALL {
        let bytes = with_units(encoding, UNITS);
        let mut reader: Box<dyn Read> = match encoding {
            Encoding::Gzip => Box::new(flate2::bufread::GzDecoder::new(&bytes[..])),
            Encoding::Deflate => Box::new(flate2::bufread::ZlibDecoder::new(&bytes[..])),
            Encoding::Brotli => Box::new(brotli::Decompressor::new(&bytes[..], 4096)),
            Encoding::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(&bytes[..]).unwrap()),
        };
        // Brotli's start has a unit in it.
        let expect = (UNITS + usize::from(encoding == Encoding::Brotli)) * UNIT;
        let plain = io::copy(&mut reader.by_ref().take(expect as u64), &mut io::sink()).unwrap();
        assert_eq!(plain, expect as u64, "{encoding}");
    }
}

#[tokio::test]
async fn bombs_pass_the_wire_and_stop_at_the_cap() {
    let server = Server::start(move |path| {
        let encoding = ALL.into_iter().find(|encoding| path == format!("/{encoding}")).unwrap();
        answer("200 OK", &format!("content-encoding: {encoding}\r\n"), bomb(encoding))
    })
    .await;
    let open = fetcher(config());
    let narrow = fetcher(Config { max_wire: 16 * 1024, ..config() });
    for encoding in ALL {
        let url = server.url(&format!("/{encoding}"));
        let fetched = feed(&open, &url).await.unwrap();
        let error = body::decode(&fetched.body, open.config().max_decoded).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::TooLarge, "{encoding}");
        if bomb(encoding).len() > 16 * 1024 {
            assert_eq!(kind(feed(&narrow, &url).await), FetchErrorKind::TooLarge, "{encoding}");
        }
    }
}

#[test]
fn stacked_bombs_stop_at_the_cap_of_some_layer() {
    let cap = Config::default().max_decoded;
    for inner in ALL {
        let bomb = bomb(inner);
        for middle in ALL {
            let twice = packed(middle, &bomb);
            let outcome = body::decode(&Body::new(twice.clone(), vec![inner, middle]), cap);
            assert_eq!(outcome.unwrap_err().kind(), DecodeErrorKind::TooLarge, "{inner}, {middle}");
            let thrice = Body::new(packed(Encoding::Gzip, &twice), vec![inner, middle, Encoding::Gzip]);
            let outcome = body::decode(&thrice, cap);
            assert_eq!(outcome.unwrap_err().kind(), DecodeErrorKind::TooLarge, "{inner}, {middle}, gzip");
        }
        // A fourth layer is not even tried.
        let outcome = body::decode(&Body::new(bomb, vec![inner; 4]), cap);
        assert_eq!(outcome.unwrap_err().kind(), DecodeErrorKind::Damaged);
    }
}

#[test]
fn a_file_that_is_a_bomb_stops_at_the_cap() {
    let cap = Config::default().max_decoded;
    let file = bomb(Encoding::Gzip);
    assert_eq!(body::gunzip(file.clone(), cap).unwrap_err().kind(), DecodeErrorKind::TooLarge);
    // Behind each encoding that a server may put around the file, and of as many members as fit.
    for encoding in ALL {
        let wrapped = Body::new(packed(encoding, &file), vec![encoding]);
        assert_eq!(body::decode(&wrapped, cap).unwrap_err().kind(), DecodeErrorKind::TooLarge, "{encoding}");
    }
    let member = packed(Encoding::Gzip, &vec![0; MIB]);
    let members = member.repeat(WIRE / member.len());
    assert!(WIRE / member.len() * MIB > 500 * MIB);
    assert_eq!(body::gunzip(members, cap).unwrap_err().kind(), DecodeErrorKind::TooLarge);
}
