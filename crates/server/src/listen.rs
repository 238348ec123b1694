//! Where the server listens: this machine only, until there are keys and roles for others.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address can be reached from other machines.
    #[error(
        "{0} can be reached from other machines, and there is no encryption and only one key: \
         listen on 127.0.0.1 or [::1] (an SSH tunnel or a proxy on this machine can lead to it)"
    )]
    NotLoopback(SocketAddr),
    /// The system does not let us.
    #[error("cannot listen on {address}")]
    Io {
        /// Where.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Listens on a loopback address; port 0 takes any free one.
///
/// # Errors
///
/// [`ListenError::NotLoopback`] for any other address, [`ListenError::Io`] when it is taken.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    if !address.ip().is_loopback() {
        return Err(ListenError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|source| ListenError::Io { address, source })
}
