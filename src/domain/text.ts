/** Text as channels carry it and people may see it. */

const UNSTORABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu

/** What almost no message holds: looked for before anything is replaced. */
const SUSPECT = /[\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]/

/** Strips what PostgreSQL cannot hold (NUL, lone surrogates) and control characters that no one typed on purpose; CRLF becomes LF. */
export function cleanText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(/\r\n?/g, "\n").replace(UNSTORABLE, "")
}

const PHONE = /(?<!\d)(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)/g
const ID_CARD =
  /(?<![0-9A-Za-z０-９])([\d０-９]{6})[ -]?([\d０-９]{8})[ -]?([\d０-９]{3}[0-9Xx０-９Ｘｘ]|[0-9Xx*]{4})(?![0-9A-Za-z０-９])/g

/** 13800138000 → 138****8000: phones in groups, digests and logs. */
export function maskPhones(text: string): string {
  return text.replace(PHONE, "$1****$3")
}

/** Whether a text holds what looks like an 18-character ID-card number (which is never kept). */
export function hidesIdCards(text: string): { text: string; found: boolean } {
  let found = false
  const masked = text.replace(ID_CARD, (whole: string, place: string, birth: string) => {
    const [head, day] = [place.normalize("NFKC"), birth.normalize("NFKC")]
    const [month, date] = [Number(day.slice(4, 6)), Number(day.slice(6))]
    if (/^0/.test(head) || !/^(19|20)/.test(day) || month < 1 || month > 12 || date < 1 || date > 31) return whole
    found = true
    return "（证件号已隐去）"
  })
  return { text: masked, found }
}

/** The hundred families that begin no everyday word before an office: 张会长, but not 提高主任 or 关于会长. */
const FAMILIES =
  "张王李赵刘陈杨吴徐孙朱胡郭罗郑梁宋唐韩冯邓曹彭肖董袁潘蒋蔡杜叶苏魏吕沈姚崔谭陆汪范廖贾邹孟熊秦邱尹薛闫侯龚贺阎"
const NAMED = new RegExp(
  `(我(?:叫|是)|(?:名叫|姓名|联系人|负责人|法人|法定代表人)[是为：:]?)\\s?([${FAMILIES}])\\p{Script=Han}{1,2}(?![\\p{Script=Han}])`,
  "gu",
)
const TITLED = new RegExp(`[${FAMILIES}](?=(?:副?会长|主任|书记|科长|局长|秘书长|理事长|老师|师傅|站长|院长))`, "g")

/** 周芳 → 周某: the names given, and what by its place is one. */
export function maskNames(text: string, names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .reduce((masked, name) => masked.replaceAll(name, `${[...name][0]}某`), text)
    .replace(NAMED, "$1$2某")
    .replace(TITLED, "某")
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
