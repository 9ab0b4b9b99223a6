# syntax=docker/dockerfile:1
# Two stages: a Rust toolchain with gcc and make builds the one binary; what runs holds it, the roots of TLS and no compiler.
FROM rust:1.90-bookworm AS build
WORKDIR /src
COPY . .
# The caches outlive the layer, so that a changed line does not build librdkafka and SQLite again.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package wiredesk \
    && cp target/release/wiredesk /usr/local/bin/wiredesk

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/wiredesk --shell /usr/sbin/nologin wiredesk
COPY --from=build /usr/local/bin/wiredesk /usr/local/bin/wiredesk
COPY config/minimal.toml /etc/wiredesk/wiredesk.toml
USER wiredesk
WORKDIR /var/lib/wiredesk
VOLUME /var/lib/wiredesk
ENTRYPOINT ["wiredesk"]
CMD ["run", "-c", "/etc/wiredesk/wiredesk.toml"]
