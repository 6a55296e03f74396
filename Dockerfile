# The native binary and git on a small base. Nothing is built in here: the binaries lie in the build context, one for each architecture,
# as artifacts/image/amd64/meshgitops and artifacts/image/arm64/meshgitops (see docs/other-homes.md).
FROM debian:12-slim

# git, ssh and the certificates are for 'publish' and 'diff'; the other commands need none of them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 65532 meshgitops \
    && useradd --uid 65532 --gid 65532 --create-home --shell /usr/sbin/nologin meshgitops

ARG TARGETARCH
COPY --chmod=755 artifacts/image/${TARGETARCH}/meshgitops /usr/local/bin/meshgitops
COPY --chmod=644 LICENSE THIRD-PARTY-NOTICES.txt /usr/share/doc/meshgitops/

# A number, so that Kubernetes can tell that it is not root. A mounted repository belongs to somebody else: run it as its owner (docker run --user).
USER 65532:65532
ENV HOME=/home/meshgitops
WORKDIR /workspace
ENTRYPOINT ["meshgitops"]
