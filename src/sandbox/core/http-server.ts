import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens on the loopback address. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Room for the long property lists of GET calls; what is longer than a vendor allows is refused by its own routes. */
const MAX_HEADER_BYTES = 256 * 1024;

/** Listens on 127.0.0.1 only (never on the network): a sandbox has no real protection. Port 0 takes any free one. */
export async function listenOnLoopback(handle: RequestListener, port: number): Promise<Listening> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 30_000 }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => closeServer(server) };
}

/** Cuts open connections too: hung calls are part of the play and would keep the server alive. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
