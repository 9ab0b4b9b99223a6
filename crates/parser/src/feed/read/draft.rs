//! An item while it is read: each field takes the best of the elements that offer it, whatever order they come in.
use model::{
    FeedDate, Item,
    feed::{Category, Content, Enclosure, Link, Media, Person},
};

use crate::feed::{clean::names::DateRole, uri};

/// Lists of one item or channel stop here.
pub const LIST: usize = 100;

/// How many bytes the elements of lists may still take beside their text. Real feeds stay far below; without it, tags of
/// a few bytes would be worth a hundred each.
#[derive(Clone, Copy, Default)]
pub struct Room(usize);

impl Room {
    pub fn of(length: usize) -> Self {
        Room(2 * length + 64 * 1024)
    }

    /// Whether there is room for one more.
    pub fn take<T>(&mut self) -> bool {
        let left = self.0.checked_sub(size_of::<T>());
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

#[derive(Default)]
pub struct Draft {
    pub item: Item,
    /// Lent by the reader while the item is open.
    pub room: Room,
    title_rank: u8,
    summary_rank: u8,
    published_rank: u8,
    id_rank: u8,
    original_link: Option<String>,
}

impl Draft {
    pub fn new(room: Room) -> Self {
        Draft { room, ..Draft::default() }
    }

    /// Own title before Dublin Core's before that of a picture; the first of equals.
    pub fn title(&mut self, text: String, rank: u8) {
        offer(&mut self.item.title, &mut self.title_rank, text, rank);
    }

    /// RSS has `description` and `summary` of one rank: the second is more text, not another summary.
    pub fn summary(&mut self, text: String, media_type: &str, rank: u8) {
        if text.is_empty() {
        } else if rank > self.summary_rank || self.item.summary.is_none() {
            self.item.summary = Some(text);
            self.summary_rank = rank;
        } else if rank == self.summary_rank && self.item.summary.as_deref() != Some(&text) {
            self.content(text, media_type);
        }
    }

    pub fn content(&mut self, value: String, media_type: &str) {
        if !value.is_empty() && self.item.content.len() < LIST && self.room.take::<Content>() {
            self.item.content.push(Content { value, media_type: Some(media_type.to_owned()) });
        }
    }

    pub fn id(&mut self, text: String, rank: u8, is_permalink: Option<bool>) {
        if !text.is_empty() && (rank > self.id_rank || self.item.id.is_none()) {
            self.item.id = Some(text);
            self.item.id_is_permalink = is_permalink;
            self.id_rank = rank;
        }
    }

    /// The last of equals, as editors append.
    pub fn date(&mut self, date: FeedDate, role: DateRole) {
        let rank = match role {
            DateRole::Updated => {
                self.item.updated = Some(date);
                return;
            }
            DateRole::Published => 3,
            DateRole::Dublin => 2,
            DateRole::Created => 1,
        };
        if rank >= self.published_rank {
            self.item.published = Some(date);
            self.published_rank = rank;
        }
    }

    /// An enclosure is a link, as in Atom, and listed as what it is.
    pub fn link(&mut self, link: Link, length: Option<u64>) {
        if link.rel.as_deref() == Some("enclosure")
            && self.item.enclosures.len() < LIST
            && self.room.take::<Enclosure>()
        {
            let (url, media_type) = (link.href.clone(), link.media_type.clone());
            self.item.enclosures.push(Enclosure { url, media_type, length });
        }
        if self.item.links.len() < LIST && self.room.take::<Link>() {
            self.item.links.push(link);
        }
    }

    pub fn media(&mut self, media: Media) {
        let list = &mut self.item.media;
        if list.len() < LIST
            && media != Media::default()
            && !list.contains(&media)
            && self.room.take::<Media>()
        {
            list.push(media);
        }
    }

    pub fn category(&mut self, category: Category) {
        if self.room.take::<Category>() {
            add_category(&mut self.item.categories, category);
        }
    }

    pub fn person(&mut self, person: Person, contributes: bool) {
        if self.room.take::<Person>() {
            let item = &mut self.item;
            add_person(if contributes { &mut item.contributors } else { &mut item.authors }, person);
        }
    }

    pub fn original_link(&mut self, href: String) {
        self.original_link = Some(href);
    }

    /// The item, its link settled.
    pub fn finish(mut self) -> Item {
        self.item.link = self.settled_link();
        fitted(self.item)
    }

    /// What FeedBurner wrapped, else the link for reading, else a guid that says it is one.
    fn settled_link(&mut self) -> Option<String> {
        if let Some(original) = self.original_link.take().filter(|link| uri::is_http(link)) {
            return Some(original);
        }
        let link = reading_link(&self.item.links);
        if link.as_deref().is_some_and(|link| uri::scheme(link).is_none() || uri::is_http(link)) {
            return link;
        }
        let guid = self.item.id.as_deref().filter(|id| uri::is_http(id) && !id.contains(char::is_whitespace));
        guid.filter(|_| self.item.id_is_permalink != Some(false)).map(str::to_owned).or(link)
    }
}

/// The item without the room that its lists kept for more: the first element of a list makes room for four.
pub fn fitted(mut item: Item) -> Item {
    item.links.shrink_to_fit();
    item.content.shrink_to_fit();
    item.authors.shrink_to_fit();
    item.contributors.shrink_to_fit();
    item.categories.shrink_to_fit();
    item.enclosures.shrink_to_fit();
    item.media.shrink_to_fit();
    item
}

/// The link to what a reader reads: `alternate`, a page before other types.
pub fn reading_link(links: &[Link]) -> Option<String> {
    let alternates = || links.iter().filter(|link| link.rel.as_deref().unwrap_or("alternate") == "alternate");
    let is_page = |link: &&Link| link.media_type.as_deref().is_none_or(|kind| kind.contains("html"));
    let best = alternates().find(is_page).or_else(|| alternates().next())?;
    Some(best.href.clone())
}

/// Takes `text` if it is of higher rank than what is there.
pub fn offer(slot: &mut Option<String>, rank: &mut u8, text: String, offered: u8) {
    if !text.is_empty() && (offered > *rank || slot.is_none()) {
        *slot = Some(text);
        *rank = offered;
    }
}

/// Adds a category that is not there yet.
pub fn add_category(list: &mut Vec<Category>, category: Category) {
    let empty = category.term.is_none() && category.label.is_none();
    if !empty && list.len() < LIST && !list.contains(&category) {
        list.push(category);
    }
}

/// Adds a person who is not there yet.
pub fn add_person(list: &mut Vec<Person>, person: Person) {
    if person != Person::default() && list.len() < LIST && !list.contains(&person) {
        list.push(person);
    }
}
