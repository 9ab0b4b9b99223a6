//! The bytes of the file: buffered, with a position, and cheap to step back in.
use std::io::{self, Read, Seek, SeekFrom};

pub(crate) const BUFFER: usize = 64 << 10;

#[derive(Debug)]
pub(crate) struct Raw<S> {
    source: S,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// Place in the file of the byte after the buffer's last.
    next: u64,
    length: u64,
}

impl<S: Read + Seek> Raw<S> {
    pub(crate) fn new(mut source: S) -> io::Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        Ok(Raw { source, buffer: vec![0; BUFFER].into(), start: 0, end: 0, next: 0, length })
    }

    /// Of the file when it was opened.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn position(&self) -> u64 {
        self.next - (self.end - self.start) as u64
    }

    /// What is buffered; at least `wanted` bytes (at most [`BUFFER`]), unless the file ends.
    pub(crate) fn peek(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.end - self.start < wanted.min(BUFFER) {
            if self.start > 0 && self.end == BUFFER {
                self.buffer.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            }
            let got = read_some(&mut self.source, &mut self.buffer[self.end..])?;
            if got == 0 {
                break;
            }
            self.end += got;
            self.next += got as u64;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// Zero only at the end of the file, or when there is no room.
    pub(crate) fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let buffered = self.peek(1)?;
        let bytes = buffered.len().min(room.len());
        room[..bytes].copy_from_slice(&buffered[..bytes]);
        self.consume(bytes);
        Ok(bytes)
    }

    pub(crate) fn seek(&mut self, to: u64) -> io::Result<()> {
        let first = self.next - self.end as u64;
        if (first..=self.next).contains(&to) {
            self.start = usize::try_from(to - first).unwrap_or(self.end);
            return Ok(());
        }
        self.source.seek(SeekFrom::Start(to))?;
        (self.start, self.end, self.next) = (0, 0, to);
        Ok(())
    }
}

fn read_some(source: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}
