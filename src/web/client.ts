import { getConnInfo } from "@hono/node-server/conninfo"
import type { Context } from "hono"

const LOOPBACK = /^(127\.|::1$)/

/**
 * Whom to count a request for. Behind a proxy on the same machine the last address that the proxy noted down, which no client can
 * choose; an IPv6 network counts as one, since each home has 2^64 addresses.
 */
export function clientAddress(c: Context): string {
  const peer = plain(peerAddress(c))
  const noted = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim()
  const address = noted && LOOPBACK.test(peer) ? plain(noted) : peer
  return address.includes(":") ? network(address) : address
}

function peerAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? ""
  } catch {
    // Not behind a socket, as in tests.
    return ""
  }
}

/** ::ffff:10.0.0.1 is an IPv4 address on a socket that takes both. */
function plain(address: string): string {
  return address.replace(/^::ffff:/i, "")
}

/** The first 64 bits: 2001:db8::1 → 2001:db8:0:0 */
function network(address: string): string {
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""))
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0")
  return [...head, ...zeros, ...tail].slice(0, 4).join(":")
}
