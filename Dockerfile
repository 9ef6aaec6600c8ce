# Build: everything, with a compiler for the native vector index.
FROM node:20-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY stubs stubs
RUN npm ci --ignore-scripts && npm rebuild hnswlib-node
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

# Run: no compiler, no shell scripts, an ordinary user.
FROM node:20-bookworm-slim
ENV NODE_ENV=production QUOTH_HOST=0.0.0.0 QUOTH_PORT=8420 QUOTH_INDEX=/app/index
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/stubs stubs
COPY --from=build --chown=node:node /app/dist dist
COPY --from=build --chown=node:node /app/models models
COPY --from=build --chown=node:node /app/corpus corpus
RUN mkdir index && chown node:node index
USER node
VOLUME ["/app/corpus", "/app/index"]
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:8420/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli/main.js", "serve", "--corpus", "corpus"]
