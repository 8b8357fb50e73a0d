/** Text as channels carry it and people may see it. */

const UNSTORABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu

/** Strips what PostgreSQL cannot hold (NUL, lone surrogates) and control characters that no one typed on purpose; CRLF becomes LF. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSTORABLE, "")
}

const PHONE = /(?<!\d)(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)/g
const ID_CARD = /(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx]|[0-9Xx*]{4})(?![0-9A-Za-z])/g

/** 13800138000 → 138****8000: phones in groups, digests and logs. */
export function maskPhones(text: string): string {
  return text.replace(PHONE, "$1****$3")
}

/** Whether a text holds what looks like an 18-character ID-card number (which is never kept). */
export function hidesIdCards(text: string): { text: string; found: boolean } {
  let found = false
  const masked = text.replace(ID_CARD, (whole: string, head: string) => {
    const month = Number(whole.slice(10, 12))
    const day = Number(whole.slice(12, 14))
    if (!/^[1-9]/.test(head) || month < 1 || month > 12 || day < 1 || day > 31) return whole
    found = true
    return "（证件号已隐去）"
  })
  return { text: masked, found }
}

/** Cuts a text into pages of at most `maxBytes` UTF-8 bytes, at line ends where there are any, never inside a character. */
export function pages(text: string, maxBytes: number): string[] {
  const result: string[] = []
  let page = ""
  const push = (piece: string) => {
    if (Buffer.byteLength(page) + Buffer.byteLength(piece) > maxBytes && page !== "") {
      result.push(page.replace(/\n+$/, ""))
      page = ""
    }
    page += piece
  }
  for (const line of text.split(/(?<=\n)/)) {
    if (Buffer.byteLength(line) <= maxBytes) push(line)
    else for (const character of line) push(character)
  }
  if (page.trim() !== "") result.push(page.replace(/\n+$/, ""))
  return result
}
