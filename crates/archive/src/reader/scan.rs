//! Past what is broken: the search for the next record, linear in the file whatever the file holds.
use std::io::{self, Read, Seek};

use memchr::memmem;

use super::Fault;
use super::gunzip;
use super::unpacked::{Packing, START, Unpacked};
use crate::error::Damage;

const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];
const LINE_START: &[u8] = b"\nWARC/";
/// Shows how a member begins: its header and the first block's tables.
const PROBE: usize = 1024;

impl<S: Read + Seek> Unpacked<S> {
    /// Goes from a record that could not be used to the next one: whether that is a guess.
    pub(crate) fn recover(&mut self, offset: u64, damage: &Damage) -> io::Result<bool> {
        if matches!(damage, Damage::TooLarge { .. }) {
            return Ok(false); // it was read to its end
        }
        match self.packing {
            Packing::Plain => {
                // A wrong length may have swallowed the records behind this one; a header never does.
                if matches!(damage, Damage::Framing | Damage::Torn) {
                    let from = self.step_back(offset, self.at);
                    self.restart(from)?;
                }
                self.scan_lines()?;
            }
            Packing::Stream if self.failed => self.give_up()?,
            Packing::Stream => self.scan_lines()?,
            Packing::Members => {
                if !self.failed && self.drain()? {
                    return Ok(false);
                }
                let from = self.step_back(self.member, self.raw.position());
                self.restart(from)?;
                self.scan_members()?;
            }
        }
        Ok(true)
    }

    /// Just behind `begun`, as long as bytes may be read again; else where reading stopped.
    fn step_back(&mut self, begun: u64, reached: u64) -> u64 {
        let again = reached.saturating_sub(begun);
        match self.credit.checked_sub(again) {
            Some(left) => {
                self.credit = left;
                begun + 1
            }
            None => reached.max(begun + 1),
        }
    }

    /// A record in a sound member ends with its member: nothing inside is taken for a record, least of all a page that
    /// looks like one. `false`: the member was not sound.
    fn drain(&mut self) -> io::Result<bool> {
        loop {
            match self.ensure(1).map(<[u8]>::len) {
                Ok(0) => return Ok(true),
                Ok(bytes) => self.consume(bytes),
                Err(Fault::Io(error)) => return Err(error),
                Err(Fault::Damage(_)) => return Ok(false),
            }
        }
    }

    /// What follows in a damaged stream cannot be unpacked: goes to its end.
    fn give_up(&mut self) -> io::Result<()> {
        let at = self.at;
        self.restart(self.raw.length().max(self.raw.position()))?;
        self.at = at;
        Ok(())
    }

    /// To a line that begins as a record does, or to the end.
    fn scan_lines(&mut self) -> io::Result<()> {
        loop {
            let window = match self.ensure(LINE_START.len()) {
                Ok(window) => window,
                Err(Fault::Io(error)) => return Err(error),
                Err(Fault::Damage(_)) => return self.give_up(),
            };
            if window.starts_with(START) {
                return Ok(());
            }
            let short = window.len() < LINE_START.len();
            let (found, bytes) = match memmem::find(window, LINE_START) {
                Some(at) => (true, at + 1),
                // A start may be cut by the window's end.
                None => (short, if short { window.len() } else { window.len() - LINE_START.len() + 1 }),
            };
            self.consume(bytes);
            if found {
                return Ok(());
            }
        }
    }

    /// To a gzip member that holds a record, or to the end.
    fn scan_members(&mut self) -> io::Result<()> {
        loop {
            let at = self.raw.position();
            let window = self.raw.peek(PROBE)?;
            let short = window.len() < PROBE;
            let Some(candidate) = memmem::find(window, GZIP) else {
                let bytes = if short { window.len() } else { window.len() - GZIP.len() + 1 };
                self.raw.consume(bytes);
                if short {
                    return self.restart(self.raw.position());
                }
                continue;
            };
            self.raw.consume(candidate);
            let window = self.raw.peek(PROBE)?;
            let probe = window.get(..window.len().min(PROBE)).unwrap_or_default();
            if gunzip::begins_record(probe) {
                return self.restart(at + candidate as u64);
            }
            self.raw.consume(1);
        }
    }
}
