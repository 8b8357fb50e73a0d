import type { MiddlewareHandler } from "hono"
import { routePath } from "hono/route"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

const METHODS = ["GET", "HEAD", "POST"]

/** Prometheus numbers of this process, and those the house gives when asked. Label values are few, whatever is requested. */
export function metrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labels = ["method", "route", "status"] as const
  const requests = new Counter({
    name: "http_requests_total",
    help: "HTTP requests",
    labelNames: labels,
    registers: [registry],
  })
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time until the answer was ready",
    labelNames: labels,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })

  /** The few series there are, each looked up by its labels once: prom-client's own way costs more than a route. */
  const series = new Map<string, { count: Counter.Internal; duration: Histogram.Internal<(typeof labels)[number]> }>()
  const seriesOf = (method: string, route: string, status: string) => {
    const key = `${method} ${route} ${status}`
    let found = series.get(key)
    if (!found) {
      found = { count: requests.labels(method, route, status), duration: durations.labels(method, route, status) }
      series.set(key, found)
    }
    return found
  }

  const measured: MiddlewareHandler = async (c, next) => {
    const started = performance.now()
    await next()
    const path = routePath(c, -1)
    const method = METHODS.includes(c.req.method) ? c.req.method : "other"
    // Only the middleware for all paths matched: there is no such route.
    const route = c.res.status === 404 && path.endsWith("*") ? "none" : path
    const { count, duration } = seriesOf(method, route, `${Math.floor(c.res.status / 100)}xx`)
    count.inc()
    duration.observe((performance.now() - started) / 1000)
  }

  const text = async (gauges: Record<string, number>) => {
    for (const [name, value] of Object.entries(gauges)) {
      const full = `jiangong_${name.replace(/\W/g, "_")}`
      const gauge = registry.getSingleMetric(full) ?? new Gauge({ name: full, help: name, registers: [registry] })
      if (gauge instanceof Gauge) gauge.set(value)
    }
    return registry.metrics()
  }

  return { measured, text, contentType: registry.contentType }
}
