//! The unpacked bytes of a WARC file, cut where its packing lets a reader begin again.
use std::io::{self, Read, Seek};

use super::Fault;
use super::fields;
use super::gunzip::Gunzip;
use super::raw::Raw;
use crate::error::Damage;

const WINDOW: usize = 64 << 10;
/// Every record begins so, and none has it at the start of a line of its header.
pub(crate) const START: &[u8] = b"WARC/";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    /// A gzip member for each record, or for a few: a reader may begin at any member (ISO 28500, annex D).
    Members,
    /// Gzip over everything: a reader begins at the beginning.
    Stream,
}

#[derive(Debug)]
pub(crate) struct Unpacked<S> {
    pub(super) raw: Raw<S>,
    pub(super) packing: Packing,
    gunzip: Gunzip,
    window: Box<[u8]>,
    start: usize,
    end: usize,
    /// Unpacked bytes before the window's first: since the file's start, or the member's.
    pub(super) at: u64,
    /// Where the current member begins in the file, or the next if none is begun.
    pub(super) member: u64,
    /// Whether a member is begun and not ended.
    pub(super) inside: bool,
    /// Whether the packing itself was found damaged.
    pub(super) failed: bool,
    /// How many bytes may still be read a second time, in search of a record.
    pub(super) credit: u64,
}

impl<S: Read + Seek> Unpacked<S> {
    pub(crate) fn new(source: S) -> io::Result<Self> {
        let raw = Raw::new(source)?;
        // Damaged records overlap seldom, so the whole file twice is plenty; and no file is read more often than that.
        let credit = raw.length().saturating_mul(2).saturating_add(64 << 10);
        Ok(Unpacked {
            raw,
            packing: Packing::Plain,
            gunzip: Gunzip::new(),
            window: vec![0; WINDOW].into(),
            start: 0,
            end: 0,
            at: 0,
            member: 0,
            inside: false,
            failed: false,
            credit,
        })
    }

    /// Finds out how the file is packed; or what it is, if it is no WARC file.
    pub(crate) fn recognise(&mut self, cap: u64) -> io::Result<Option<&'static str>> {
        let head = self.raw.peek(START.len() + 4)?;
        let foreign = if head.starts_with(&[0x1f, 0x8b]) {
            self.packing = Packing::Members;
            match self.first_member(cap) {
                Ok(First::Foreign(what)) => Some(what),
                Ok(First::Whole) => None,
                Ok(First::Part) => {
                    self.packing = Packing::Stream;
                    None
                }
                Err(Fault::Io(error)) => return Err(error),
                Err(Fault::Damage(_)) => None,
            }
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Some("packed with zstd")
        } else {
            arc(head)
        };
        self.restart(0)?;
        Ok(foreign)
    }

    /// A file whose first member holds more than a record is not packed record by record; nor is one whose first member
    /// ends in the midst of a record and goes on with the next (as bgzip cuts them).
    fn first_member(&mut self, cap: u64) -> Result<First, Fault> {
        if !self.go_to_record()? {
            return Ok(First::Whole);
        }
        if let Some(what) = arc(self.ensure(9)?) {
            return Ok(First::Foreign(what));
        }
        let (_, fields) = match fields::read(self) {
            Err(Fault::Damage(Damage::Torn)) if self.goes_on()? => return Ok(First::Part),
            outcome => outcome?,
        };
        let length = fields::content_length(&fields)?;
        if length > cap {
            return Ok(First::Whole);
        }
        match self.skip(length) {
            Err(Fault::Damage(Damage::Torn)) if self.goes_on()? => return Ok(First::Part),
            outcome => outcome?,
        }
        self.skip_line_ends()?;
        Ok(if self.ensure(START.len())?.starts_with(START) { First::Part } else { First::Whole })
    }

    /// Whether the member that ended too early ended well, and another follows.
    fn goes_on(&mut self) -> io::Result<bool> {
        Ok(!self.inside && !self.failed && !self.raw.peek(1)?.is_empty())
    }

    pub(crate) fn seek_to(&mut self, offset: u64) -> io::Result<()> {
        match self.packing {
            Packing::Plain | Packing::Members => self.restart(offset),
            Packing::Stream => {
                if offset < self.at {
                    self.restart(0)?;
                }
                match self.skip(offset - self.at) {
                    Err(Fault::Io(error)) => Err(error),
                    // Nothing is there; the next record says so.
                    Ok(()) | Err(Fault::Damage(_)) => Ok(()),
                }
            }
        }
    }

    /// Goes to a place in the file that begins a record or a member.
    pub(super) fn restart(&mut self, raw: u64) -> io::Result<()> {
        // Beyond the end is as good as at it, and can always be sought.
        let raw = raw.min(self.raw.length().max(self.raw.position()));
        self.raw.seek(raw)?;
        (self.start, self.end) = (0, 0);
        (self.at, self.member) = (if self.packing == Packing::Plain { raw } else { 0 }, raw);
        (self.inside, self.failed) = (false, false);
        Ok(())
    }

    pub(crate) fn position(&self) -> u64 {
        match self.packing {
            Packing::Plain | Packing::Stream => self.at,
            Packing::Members => self.member,
        }
    }

    pub(crate) fn is_random_access(&self) -> bool {
        self.packing != Packing::Stream
    }

    pub(crate) fn progress(&self) -> (u64, u64) {
        let read = match self.packing {
            Packing::Plain => self.at,
            Packing::Members | Packing::Stream => self.raw.position(),
        };
        (read, self.raw.length().max(read))
    }

    /// Goes to the first byte of the next record, into the next member if need be. `false`: there is none.
    pub(crate) fn go_to_record(&mut self) -> Result<bool, Fault> {
        loop {
            self.skip_line_ends()?;
            if !self.ensure(1)?.is_empty() {
                return Ok(true);
            }
            if self.packing != Packing::Members || !self.next_member()? {
                return Ok(false);
            }
        }
    }

    /// Says whether the record that was just read is whole: two line ends follow, or another record, or nothing.
    pub(crate) fn end_record(&mut self) -> Result<(), Fault> {
        let usual = self.ensure(4)?.starts_with(b"\r\n\r\n");
        self.skip_line_ends()?;
        let next = self.ensure(START.len())?;
        if usual || next.is_empty() || next.starts_with(START) { Ok(()) } else { Err(Damage::Framing.into()) }
    }

    /// `length` bytes of a record.
    pub(crate) fn take(&mut self, length: u64) -> Result<Vec<u8>, Fault> {
        self.refuse_beyond_end(length)?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let left = length - bytes.len();
            let window = self.ensure(1)?;
            let part = window.get(..left).unwrap_or(window);
            let taken = part.len();
            if taken == 0 {
                return Err(Damage::Torn.into());
            }
            bytes.extend_from_slice(part);
            self.consume(taken);
        }
        Ok(bytes)
    }

    pub(crate) fn skip(&mut self, length: u64) -> Result<(), Fault> {
        self.refuse_beyond_end(length)?;
        if self.packing == Packing::Plain {
            return Ok(self.restart(self.at.saturating_add(length))?);
        }
        let mut left = length;
        while left > 0 {
            let window = self.ensure(1)?.len();
            if window == 0 {
                return Err(Damage::Torn.into());
            }
            let part = window.min(usize::try_from(left).unwrap_or(usize::MAX));
            self.consume(part);
            left -= part as u64;
        }
        Ok(())
    }

    /// A plain file tells what is missing before it is read.
    fn refuse_beyond_end(&self, length: u64) -> Result<(), Fault> {
        let beyond = self.at.saturating_add(length) > self.raw.length();
        if self.packing == Packing::Plain && beyond { Err(Damage::Torn.into()) } else { Ok(()) }
    }

    pub(super) fn skip_line_ends(&mut self) -> Result<(), Fault> {
        loop {
            let window = self.ensure(1)?;
            let ends = window.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if ends == 0 {
                return Ok(());
            }
            self.consume(ends);
        }
    }

    /// What is unpacked and not consumed: at least `wanted` bytes, unless the file or member ends.
    pub(crate) fn ensure(&mut self, wanted: usize) -> Result<&[u8], Fault> {
        while self.end - self.start < wanted.min(WINDOW) {
            if self.start > 0 {
                self.window.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            }
            let got = self.more()?;
            if got == 0 {
                break;
            }
            self.end += got;
        }
        Ok(&self.window[self.start..self.end])
    }

    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
        self.at += bytes as u64;
    }

    fn more(&mut self) -> Result<usize, Fault> {
        let room = &mut self.window[self.end..];
        match self.packing {
            Packing::Plain => Ok(self.raw.read(room)?),
            Packing::Members | Packing::Stream => loop {
                if self.inside {
                    let outcome = self.gunzip.read(&mut self.raw, room);
                    self.failed |= outcome.is_err();
                    let got = outcome?;
                    if got > 0 {
                        return Ok(got);
                    }
                    (self.inside, self.member) = (false, self.raw.position());
                }
                if self.packing == Packing::Members || self.raw.peek(1)?.is_empty() {
                    return Ok(0);
                }
                let outcome = self.gunzip.begin(&mut self.raw);
                self.failed |= outcome.is_err();
                outcome?;
                self.inside = true;
            },
        }
    }

    fn next_member(&mut self) -> Result<bool, Fault> {
        self.at = 0;
        self.member = self.raw.position();
        if self.raw.peek(1)?.is_empty() {
            return Ok(false);
        }
        let outcome = self.gunzip.begin(&mut self.raw);
        self.failed |= outcome.is_err();
        outcome?;
        self.inside = true;
        Ok(true)
    }
}

enum First {
    /// A record by itself.
    Whole,
    Part,
    Foreign(&'static str),
}

fn arc(head: &[u8]) -> Option<&'static str> {
    head.starts_with(b"filedesc:").then_some("an ARC file")
}
