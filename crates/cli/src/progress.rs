//! How far a long piece of work is: count, rate and time left, on a terminal only.

use std::fmt;
use std::io;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

use crate::out::{Out, Stream};

/// A line that is drawn over itself; nothing where there is no terminal.
pub(crate) fn bar(out: &Arc<dyn Out>, total: u64, what: &'static str) -> ProgressBar {
    let Some(width) = out.terminal_width() else { return ProgressBar::hidden() };
    let terminal = Terminal { out: Arc::clone(out), width };
    let target = ProgressDrawTarget::term_like_with_hz(Box::new(terminal), 5);
    let style = ProgressStyle::with_template(
        "{msg} {human_pos}/{human_len} [{wide_bar}] {rate}/s, {eta} left",
    )
    .expect("a template of ours")
    .with_key("rate", |state: &ProgressState, to: &mut dyn fmt::Write| {
        // A rate that cannot be written is not worth stopping for.
        let _ = write!(to, "{:.0}", state.per_sec());
    });
    ProgressBar::with_draw_target(Some(total), target).with_style(style).with_message(what)
}

/// The terminal of whoever asked, here or at the other end of a socket.
#[derive(Debug)]
struct Terminal {
    out: Arc<dyn Out>,
    width: u16,
}

impl Terminal {
    fn send(&self, text: &str) -> io::Result<()> {
        // A line that cannot be drawn is not worth stopping for.
        let _ = self.out.write(Stream::Talk, text.as_bytes());
        Ok(())
    }

    fn steps(&self, count: usize, direction: char) -> io::Result<()> {
        if count == 0 { Ok(()) } else { self.send(&format!("\x1b[{count}{direction}")) }
    }
}

impl TermLike for Terminal {
    fn width(&self) -> u16 {
        self.width
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.steps(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.steps(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.steps(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.steps(n, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.send(&format!("{text}\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.send(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.send("\r\x1b[2K")
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}
