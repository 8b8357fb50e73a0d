/** 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check over all, the ninth to seventeenth an organization code with a check of its own. */

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANIZATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
/** Letters that are never legal in a code, and what was meant by them. */
const MISREADINGS: Record<string, string> = { O: "0", I: "1", Z: "2", S: "5" }

export type CreditCodeCheck =
  | { ok: true; code: string }
  | { ok: false; why: "length" | "letters" | "organization" | "check"; suggestion?: string }

/** Full-width to half-width, upper case, without spaces, dots and dashes. A small l is read as 1, since upper-casing would hide it. */
export function cleanCreditCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s.·-]/g, "")
    .replaceAll("l", "1")
    .toUpperCase()
}

/** Checks a code in any spelling; where mending the usual misreadings (O/0, I/1, Z/2, S/5) makes it right, `suggestion` holds that code. */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = cleanCreditCode(text)
  if (code.length !== 18) return { ok: false, why: "length" }
  const why = faultOf(code)
  if (why === undefined) return { ok: true, code }
  const mended = code.replace(/[OIZS]/g, (letter) => MISREADINGS[letter]!)
  return mended !== code && faultOf(mended) === undefined ? { ok: false, why, suggestion: mended } : { ok: false, why }
}

function faultOf(code: string): "letters" | "organization" | "check" | undefined {
  const values = [...code].map((character) => ALPHABET.indexOf(character))
  if (values.includes(-1)) return "letters"
  if (organizationCheck(code.slice(8, 16)) !== code[16]) return "organization"
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * values[at]!, 0)
  return ALPHABET[(31 - (sum % 31)) % 31] === code[17] ? undefined : "check"
}

/** The check character of an organization code (GB 11714). */
function organizationCheck(base: string): string {
  const sum = ORGANIZATION_WEIGHTS.reduce(
    (total, weight, at) => total + weight * ORGANIZATION_ALPHABET.indexOf(base[at]!),
    0,
  )
  const check = 11 - (sum % 11)
  return check === 10 ? "X" : check === 11 ? "0" : String(check)
}

const PREFIXES: Record<string, string> = {
  "51": "社会团体",
  "52": "社会服务机构（民办非企业单位）",
  "53": "基金会",
  "59": "民政部门登记的其他组织",
  "54": "村民委员会",
  "55": "居民委员会",
  "11": "机关",
  "12": "事业单位",
  "91": "企业",
  "92": "个体工商户",
  "93": "农民专业合作社",
}

/** What the first two characters say the holder is, in Chinese; undefined when unknown. */
export function describePrefix(code: string): string | undefined {
  return PREFIXES[code.slice(0, 2)]
}
