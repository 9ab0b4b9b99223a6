//! Builds the document from the clean stream: what an element means depends on its name and on the place where it stands.
use std::{borrow::Cow, rc::Rc};

use model::{
    FeedDocument, FeedHints, Warning,
    feed::{Channel, FeedFormat, Link, Media, Person},
};

use self::{draft::Draft, leaf::Leaf};
use super::{
    FeedContext,
    clean::{
        Cleaner, Element, Event,
        names::{El, Space},
    },
    markup, person,
};

mod draft;
mod fields;
mod leaf;
mod marks;
mod times;

pub use draft::{LIST, Room, fitted};
pub use times::settle;

/// Items beyond this many are left out: no publisher writes them. A short body may have fewer, so that memory stays in
/// proportion to it: an item that names and links a story takes more than a hundred bytes in every format.
pub fn most_items(length: usize) -> usize {
    (length / 110).clamp(100, 10_000)
}

/// The container that an element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Outside,
    Channel,
    Item,
    Image,
    SkipHours,
    SkipDays,
    Person,
    /// Atom's `source`, or RSS's with its text.
    Source,
    Media,
    /// Elements that say nothing to us, and all that they contain.
    Opaque,
}

/// What was met that tells a feed from something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    pub html_first: bool,
    pub structure: bool,
}

pub struct Reader<'a> {
    cleaner: Cleaner<'a>,
    context: &'a FeedContext<'a>,
    places: Vec<Place>,
    leaf: Option<Leaf<'a>>,
    document: FeedDocument,
    ranks: ChannelRanks,
    draft: Option<Draft>,
    /// The person, source or picture that is being read.
    person: PersonDraft,
    source: Option<Link>,
    media: Option<Media>,
    picture_text: String,
    /// Leaves that the end of the input closed: their values are incomplete.
    truncated: bool,
    most_items: usize,
    room: Room,
    left_out: usize,
    bad_dates: usize,
    pub met: Met,
}

#[derive(Default)]
struct PersonDraft {
    person: Person,
    /// Text beside the elements: all there is in RSS.
    text: String,
    contributes: bool,
}

#[derive(Default)]
struct ChannelRanks {
    title: u8,
    subtitle: u8,
    published: u8,
    language: u8,
    update_seconds: Option<u64>,
    update_frequency: Option<u64>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, context: &'a FeedContext<'a>) -> Self {
        Reader {
            cleaner: Cleaner::new(text, context.url),
            context,
            places: Vec::new(),
            leaf: None,
            document: FeedDocument {
                format: FeedFormat::Rss,
                channel: Channel::default(),
                items: Vec::new(),
                hints: FeedHints::default(),
                warnings: Vec::new(),
            },
            ranks: ChannelRanks::default(),
            draft: None,
            person: Default::default(),
            source: None,
            media: None,
            picture_text: String::new(),
            truncated: false,
            most_items: most_items(text.len()),
            room: Room::of(text.len()),
            left_out: 0,
            bad_dates: 0,
            met: Met::default(),
        }
    }

    /// Reads to the end; what was met says whether this was a feed at all.
    pub fn read(mut self) -> (FeedDocument, Met) {
        while let Some(event) = self.cleaner.next() {
            match event {
                Event::Open(element) => self.open(element),
                Event::Text(text) => self.text(text),
                Event::Close => self.close(),
            }
        }
        self.finish_channel();
        self.warn();
        (self.document, self.met)
    }

    fn place(&self) -> Place {
        self.places.last().copied().unwrap_or(Place::Outside)
    }

    fn open(&mut self, element: Element<'a>) {
        if let Some(leaf) = &mut self.leaf {
            let base = self.cleaner.base();
            leaf.child(element, &base, &mut self.cleaner.budget);
            return;
        }
        let place = self.place();
        let next = match element.el {
            El::Html if !self.met.structure => {
                self.met.html_first = true;
                Place::Outside
            }
            El::Rss | El::Rdf | El::Feed | El::Channel if place != Place::Opaque => self.open_feed(&element),
            El::Item if self.document.items.len() >= self.most_items => {
                self.left_out += 1;
                Place::Opaque
            }
            El::Item => self.open_item(&element),
            _ if place == Place::Opaque => Place::Opaque,
            // Garbage before a feed (a warning of PHP) must not hide it.
            El::Unknown | El::Body if place == Place::Outside => Place::Outside,
            _ => return self.open_within(element, place),
        };
        self.places.push(next);
    }

    /// An element inside a channel, an item or one of their containers.
    fn open_within(&mut self, element: Element<'a>, place: Place) {
        let in_feed = matches!(place, Place::Channel | Place::Item);
        let next = match element.el {
            El::Image if in_feed => self.open_image(&element),
            El::SkipHours if place == Place::Channel => Place::SkipHours,
            El::SkipDays if place == Place::Channel => Place::SkipDays,
            El::Author | El::Contributor if in_feed => {
                self.person =
                    PersonDraft { contributes: element.el == El::Contributor, ..Default::default() };
                Place::Person
            }
            El::Source if place == Place::Item => self.open_source(&element),
            El::MediaGroup if place == Place::Item => Place::Item,
            El::MediaContent if in_feed => self.open_media(&element),
            El::Cloud
            | El::Enclosure
            | El::MediaThumbnail
            | El::ItunesCategory
            | El::ItunesImage
            | El::Complete => {
                self.mark(&element, place);
                place_within_mark(element.el, place)
            }
            el if el.is_leaf() && takes(place, el) => {
                let is_atom = self.document.format == FeedFormat::Atom;
                let (base, language) = (self.cleaner.base(), self.cleaner.language());
                self.leaf = Some(Leaf::open(element, is_atom, base, language));
                return;
            }
            _ => Place::Opaque,
        };
        self.places.push(next);
    }

    fn text(&mut self, text: Cow<'a, str>) {
        if let Some(leaf) = &mut self.leaf {
            leaf.text(text);
            return;
        }
        match (self.place(), &mut self.source) {
            (Place::Person, _) => self.person.text.push_str(&text),
            (Place::Image, _) => self.picture_text.push_str(&text),
            (Place::Source, Some(source)) if !text.trim().is_empty() => {
                source.title.get_or_insert_default().push_str(&text);
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(leaf) = &mut self.leaf {
            if leaf.close_child() {
                return;
            }
            self.truncated |= self.cleaner.ended();
            if let Some(leaf) = self.leaf.take() {
                self.take(leaf);
            }
            return;
        }
        let Some(place) = self.places.pop() else { return };
        match place {
            Place::Item if self.place() != Place::Item => self.close_item(),
            Place::Person => self.close_person(),
            Place::Source => self.close_source(),
            Place::Media => self.close_media(),
            Place::Image => self.close_image(),
            _ => {}
        }
    }

    fn open_feed(&mut self, element: &Element<'a>) -> Place {
        let first = !self.met.structure;
        self.met.structure = true;
        let cased = element.local.bytes().all(|b| b.is_ascii_uppercase());
        match element.el {
            El::Rdf => self.document.format = FeedFormat::Rdf,
            El::Feed => self.document.format = FeedFormat::Atom,
            El::Channel if first && (cased || element.attributes.get("href").is_some()) => {
                self.document.format = FeedFormat::Cdf;
            }
            _ => {}
        }
        if matches!(element.el, El::Feed | El::Rss | El::Channel)
            && let Some(language) = self.cleaner.language()
        {
            self.offer_language(&language, 2);
        }
        if element.el == El::Channel {
            self.mark_channel(element);
        }
        Place::Channel
    }

    fn open_item(&mut self, element: &Element<'a>) -> Place {
        self.met.structure = true;
        let room = self.draft.as_ref().map_or(self.room, |draft| draft.room);
        self.draft = Some(Draft::new(room));
        self.mark_item(element);
        Place::Item
    }

    fn close_item(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        self.room = draft.room;
        // The next poll has the item whole; half of it now would be an article that nobody published.
        if self.truncated || (self.cleaner.ended() && self.cleaner.cut()) {
            self.document.warnings.push(Warning::new("item-truncated"));
            return;
        }
        if self.document.items.capacity() == 0 {
            // Growing by doubling would take thrice the memory for a moment.
            self.document.items.reserve_exact(self.cleaner.elements(&["item", "entry"]).min(self.most_items));
        }
        self.document.items.push(draft.finish());
    }

    fn close_person(&mut self) {
        let PersonDraft { mut person, text, contributes } = std::mem::take(&mut self.person);
        if person == Person::default() {
            person = person::parse(&text);
        }
        self.add_person(person, contributes);
    }

    /// The last chance to say what was repaired.
    fn warn(&mut self) {
        let repairs = &self.cleaner.repairs;
        let mut warn = |code, count: usize, what: &str| {
            if count > 0 {
                self.document.warnings.push(Warning::with(code, format!("{count} {what}")));
            }
        };
        warn("markup-unclosed", repairs.unclosed, "elements were never closed");
        warn("markup-stray", repairs.stray, "end tags close nothing");
        warn("markup-deep", repairs.deep, "elements are nested too deep");
        warn("items-left-out", self.left_out, "items beyond the limit");
        warn("date-unreadable", self.bad_dates, "dates cannot be read");
        if self.cleaner.cut() || self.truncated {
            self.document.warnings.push(Warning::new("truncated"));
        }
    }

    fn absolute(&mut self, reference: &str, base: &Rc<str>) -> String {
        markup::absolute(reference, base, &mut self.cleaner.budget).into_owned()
    }
}

/// Which values count where; elsewhere their names mean something else.
fn takes(place: Place, el: El) -> bool {
    match place {
        Place::Channel | Place::Item => !matches!(el, El::Name | El::Email | El::Url | El::Hour | El::Day),
        Place::Image => el == El::Url,
        Place::Person => matches!(el, El::Name | El::Email | El::Url),
        Place::Source => matches!(el, El::Title | El::Link),
        Place::Media => matches!(el, El::Title | El::Description | El::MediaCredit),
        Place::SkipHours => el == El::Hour,
        Place::SkipDays => el == El::Day,
        Place::Outside | Place::Opaque => false,
    }
}

/// iTunes nests categories; what else stands inside an element of attributes alone is nothing to us.
fn place_within_mark(el: El, place: Place) -> Place {
    if el == El::ItunesCategory && matches!(place, Place::Channel | Place::Item) {
        place
    } else {
        Place::Opaque
    }
}

/// How much an element of `space` is worth beside the format's own.
fn rank(space: Space) -> u8 {
    match space {
        Space::Core | Space::Content | Space::Xhtml => 3,
        Space::Dc | Space::DcTerms => 2,
        _ => 1,
    }
}
