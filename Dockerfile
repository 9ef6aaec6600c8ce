# Build: everything, with a compiler for the native vector index.
FROM node:20-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY stubs stubs
RUN npm ci --ignore-scripts && npm rebuild hnswlib-node
COPY . .
# What only a build or another system needs does not go into the image: compilers, the model runtime for macOS and Windows, sources of addons.
RUN npm run build && npm prune --omit=dev --ignore-scripts \
	&& rm -rf node_modules/onnxruntime-node/bin/napi-v3/darwin node_modules/onnxruntime-node/bin/napi-v3/win32 \
	&& find node_modules/hnswlib-node/build -type f ! -name '*.node' -delete \
	&& find node_modules dist \( -name '*.map' -o -name '*.d.ts' \) -type f -delete

# Run: no compiler, an ordinary user; nothing is written outside of the three volumes.
FROM node:20-bookworm-slim
ENV NODE_ENV=production QUOTH_HOST=0.0.0.0 QUOTH_PORT=8420 QUOTH_INDEX=/app/index QUOTH_STATE=/app/state
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/stubs stubs
COPY --from=build /app/dist dist
COPY --from=build /app/models models
COPY --from=build --chown=node:node /app/corpus corpus
RUN mkdir index state && chown node:node index state && ln -s /app/dist/cli/main.js /usr/local/bin/quoth
USER node
VOLUME ["/app/corpus", "/app/index", "/app/state"]
EXPOSE 8420
# The first start reads the documents, and is ready after that.
HEALTHCHECK --interval=30s --timeout=3s --start-period=10m --start-interval=2s CMD ["node", "-e", "fetch('http://127.0.0.1:8420/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli/main.js", "serve", "--corpus", "corpus"]
