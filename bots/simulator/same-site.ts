/**
 * Whether a page of another site sent this request. Browsers say so themselves (Sec-Fetch-Site), but only to https and localhost;
 * elsewhere the Origin has to name the host that was asked. Programs send neither and are let in.
 */
export function fromElsewhere(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site")
  if (site) return site !== "same-origin" && site !== "none"
  const origin = request.headers.get("origin")
  if (!origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== (request.headers.get("host") ?? new URL(request.url).host)
}
