//! The few shapes the pictures are made of.

use std::fmt::Write as _;

/// Okabe and Ito's colours, with a grey for their yellow, which is too pale for a line.
pub(super) const COLOURS: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a8a8a"];

/// Lines of a pattern that lies over the colour of the same number; the first has none.
const HATCHES: [&str; 8] = [
    "",
    "M0 8L8 0M-2 2L2-2M6 10L10 6",
    "M0 0L8 8M-2 6L2 10M6-2L10 2",
    "M0 4H8",
    "M4 0V8",
    "M0 4H8M4 0V8",
    "M0 8L8 0M0 0L8 8",
    "M2 2h1M6 6h1M2 6h1M6 2h1",
];

/// Where a text stands on its point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A drawing that grows shape by shape.
#[derive(Debug)]
pub(super) struct Canvas {
    width: f64,
    height: f64,
    body: String,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Canvas {
        Canvas { width, height, body: String::new() }
    }

    /// Any shape, as SVG writes it.
    pub(super) fn shape(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let (anchor, text) = (anchor.name(), escaped(text));
        self.shape(&format!(
            r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" class="{class}">{text}</text>"#
        ));
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        self.shape(&format!(
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" class="{class}"/>"#
        ));
    }

    /// A box in the colour and hatching of that number.
    pub(super) fn filled(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        series: usize,
    ) {
        let series = series % COLOURS.len();
        self.shape(&format!(
            r##"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="url(#s{series})"/>"##
        ));
    }

    /// The whole file. `title` is what it shows, `description` what a reader should take from it
    /// without seeing it.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let Canvas { width, height, body } = self;
        let (title, description) = (escaped(title), escaped(description));
        let mut patterns = String::new();
        for (series, (colour, hatch)) in COLOURS.iter().zip(HATCHES).enumerate() {
            let _ = write!(
                patterns,
                r##"<pattern id="s{series}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{colour}"/><path d="{hatch}" stroke="#fff" stroke-width="1.2" fill="none"/></pattern>"##
            );
            patterns.push('\n');
        }
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title desc">
<title id="title">{title}</title>
<desc id="desc">{description}</desc>
<style>
text{{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-size:12px;fill:#222}}
.title{{font-size:16px;font-weight:600}}
.small{{font-size:11px;fill:#555}}
.axis{{stroke:#222;stroke-width:1}}
.grid{{stroke:#ddd;stroke-width:1}}
</style>
<defs>
{patterns}</defs>
<rect width="{width}" height="{height}" fill="#fff"/>
{body}</svg>
"##
        )
    }
}

/// Text as XML takes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Round numbers from 0 to `max`, five or so.
pub(super) fn ticks(max: u32) -> Vec<u32> {
    let step = step_for(max);
    (0..=max / step).map(|nth| nth * step).collect()
}

/// 1, 2 or 5 with noughts, so that at most seven fit.
fn step_for(max: u32) -> u32 {
    let mut magnitude: u32 = 1;
    loop {
        for step in [1, 2, 5].map(|digit| magnitude.saturating_mul(digit)) {
            if max / step <= 6 {
                return step;
            }
        }
        magnitude = magnitude.saturating_mul(10);
    }
}
