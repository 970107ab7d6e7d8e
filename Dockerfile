# syntax=docker/dockerfile:1
# Node and Debian are pinned: the same Node as the devDependency `node` in package.json.
FROM node:24.21.0-bookworm-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
# Install scripts stay off. The one we use elsewhere fetches a Node binary, and here the image's own Node must be the one.
RUN npm ci --ignore-scripts

FROM deps AS build
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY connectors ./connectors
COPY rules ./rules
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim AS runtime
ENV NODE_ENV=production
COPY package.json LICENSE NOTICE /app/
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
# hygiene.yaml and the database live in /data; relative paths of the agreement start there.
RUN mkdir /data \
  && chown 1000:1000 /data
WORKDIR /data
VOLUME ["/data"]
# The user `node` of the base image, as a number, so that Kubernetes can see that it is not root.
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=10s \
  CMD ["node", "/app/dist/src/cli/bin.js", "--version"]
ENTRYPOINT ["node", "/app/dist/src/cli/bin.js"]
CMD ["--help"]
