//! The element names that the tree knows, and what HTML says of each: void, raw text, block, scope boundary.

macro_rules! tags {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// An element's name; `Other` are custom elements and whatever else a page invents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Tag { $($variant,)+ Other }

        impl Tag {
            pub const COUNT: usize = Tag::Other as usize + 1;

            /// `name` in lower case.
            pub fn of(name: &[u8]) -> Tag {
                $(const $variant: &[u8] = $name.as_bytes();)+
                #[allow(non_upper_case_globals)]
                match name { $($variant => Tag::$variant,)+ _ => Tag::Other }
            }

            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)+ Tag::Other => "other" }
            }
        }
    };
}

#[allow(non_upper_case_globals)]
mod table {
    tags! {
        Html = "html", Head = "head", Body = "body", Title = "title", Meta = "meta", Link = "link", Base = "base",
        Script = "script", Style = "style", Noscript = "noscript", Template = "template",
        Div = "div", P = "p", Span = "span", A = "a", B = "b", I = "i", Em = "em", Strong = "strong", U = "u", S = "s",
        Small = "small", Big = "big", Font = "font", Tt = "tt", Code = "code", Strike = "strike", Nobr = "nobr",
        Sub = "sub", Sup = "sup", Mark = "mark", Cite = "cite", Q = "q", Abbr = "abbr", Time = "time", Label = "label",
        Br = "br", Hr = "hr", Img = "img", Wbr = "wbr", Input = "input", Source = "source", Track = "track",
        Embed = "embed", Area = "area", Col = "col", Param = "param",
        H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6",
        Ul = "ul", Ol = "ol", Li = "li", Dl = "dl", Dt = "dt", Dd = "dd", Menu = "menu",
        Table = "table", Caption = "caption", Thead = "thead", Tbody = "tbody", Tfoot = "tfoot", Tr = "tr", Td = "td",
        Th = "th", Colgroup = "colgroup",
        Article = "article", Main = "main", Section = "section", Header = "header", Footer = "footer", Aside = "aside",
        Nav = "nav", Figure = "figure", Figcaption = "figcaption", Address = "address", Hgroup = "hgroup",
        Search = "search", Details = "details", Summary = "summary", Dialog = "dialog",
        Blockquote = "blockquote", Pre = "pre", Center = "center", Fieldset = "fieldset", Form = "form",
        Legend = "legend", Button = "button", Select = "select", Option = "option", Optgroup = "optgroup",
        Textarea = "textarea", Iframe = "iframe", Object = "object", Picture = "picture", Video = "video",
        Audio = "audio", Canvas = "canvas", Svg = "svg", Math = "math", Noframes = "noframes", Noembed = "noembed",
        Xmp = "xmp", Marquee = "marquee", Applet = "applet",
    }
}
pub use table::Tag;

impl Tag {
    /// Elements that never have content (HTML §13.1.2).
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Elements whose content is text up to their own end tag.
    pub fn is_raw_text(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Title | Textarea | Noscript | Iframe | Noframes | Noembed | Xmp)
    }

    /// What may stand in a head; anything else opens the body.
    pub fn belongs_in_head(self) -> bool {
        use Tag::*;
        matches!(self, Title | Meta | Link | Base | Script | Style | Noscript | Template | Noframes)
    }

    /// A start tag that ends an open paragraph (HTML §13.2.6.4.7).
    pub fn closes_paragraph(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Center
                | Details
                | Dialog
                | Div
                | Dl
                | Dt
                | Dd
                | Li
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Ul
                | Xmp
        )
    }

    /// The boundaries of "in scope" (HTML §13.2.4.2): an end tag does not reach past them.
    pub fn is_scope(self) -> bool {
        use Tag::*;
        matches!(self, Applet | Caption | Html | Table | Td | Th | Marquee | Object | Template)
    }

    /// Formatting elements: their end tag may cross blocks, and the adoption agency sorts that out.
    pub fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// The "special" category: an end tag of an inline element does not reach past them.
    pub fn is_special(self) -> bool {
        use Tag::*;
        self.closes_paragraph()
            || self.is_scope()
            || self.is_raw_text()
            || matches!(
                self,
                Body | Head
                    | Button
                    | Select
                    | Tbody
                    | Tfoot
                    | Thead
                    | Tr
                    | Col
                    | Colgroup
                    | Br
                    | Img
                    | Input
                    | Embed
                    | Source
            )
    }

    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Elements that a browser shows as a block of their own: the text around them does not run on through them.
    pub fn is_block(self) -> bool {
        use Tag::*;
        self.closes_paragraph()
            || matches!(
                self,
                Html | Body
                    | Tr
                    | Td
                    | Th
                    | Tbody
                    | Thead
                    | Tfoot
                    | Caption
                    | Legend
                    | Option
                    | Optgroup
                    | Select
                    | Textarea
                    | Video
                    | Audio
                    | Object
                    | Canvas
                    | Iframe
                    | Template
                    | Marquee
            )
    }
}
