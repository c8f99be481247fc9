# kpibot with the Chromium that draws its charts, run by a user who is not root. docs/operations.md tells how to run it.
FROM debian:bookworm-slim AS build
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.lock requirements-dev.lock /src/
# psycopg reaches the state where several processes share it, and data that lie in PostgreSQL.
RUN python3 -m venv /opt/kpibot \
 && /opt/kpibot/bin/pip install --quiet --no-cache-dir --disable-pip-version-check -r /src/requirements.lock \
 && /opt/kpibot/bin/pip install --quiet --no-cache-dir --disable-pip-version-check -c /src/requirements-dev.lock "psycopg[binary]"
COPY . /src
RUN /opt/kpibot/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps /src

FROM debian:bookworm-slim
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends python3 chromium-headless-shell fontconfig ca-certificates tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 kpibot \
 && useradd --uid 10001 --gid kpibot --create-home --home-dir /var/lib/kpibot kpibot \
 && install -d -o kpibot -g kpibot /workspace
COPY --from=build /opt/kpibot /opt/kpibot
ENV PATH=/opt/kpibot/bin:$PATH KPIBOT_HOME=/var/lib/kpibot PYTHONDONTWRITEBYTECODE=1
USER kpibot
WORKDIR /var/lib/kpibot
VOLUME ["/workspace", "/var/lib/kpibot"]
# tini collects the processes that a killed browser leaves behind.
ENTRYPOINT ["tini", "--", "kpibot"]
CMD ["serve", "--workspace", "/workspace"]
