// @ts-check
/**
 * What this browser keeps: which people and groups are open, and what was said in their name. What the bot said is kept by the
 * service and fetched again.
 *
 * @typedef {{ id: string, name: string }} Someone
 * @typedef {{
 *   id: string, from: string, name: string, kind: "text" | "voice" | "image" | "file" | "event", text: string, thumbnail?: string,
 *   size?: number, at: number, after: number, state: "sending" | "sent" | "failed", error?: string
 * }} Mine  One's own message. `id` makes sending it again safe; `after` is the last `seq` shown before it, which is its place.
 *   Of a file `text` is its name and `size` its bytes.
 * @typedef {{ id: string, name: string, hint?: string, members?: Someone[], speaker?: string, draft?: string, lastSeq: number, mine: Mine[] }} Talk
 *   One column. `members` only in a group, `speaker` is who says the next message there.
 */

const KEY = "jiangong-simulator-1"
const KEPT_MESSAGES = 300

/** @returns {Talk[]} */
function firstVisit() {
  return [
    {
      id: "zhang",
      name: "张会长",
      hint: "张会长是社会组织的联系人。\n可以先说：我想登记一个组织",
      lastSeq: 0,
      mine: [],
    },
    {
      id: "li",
      name: "李科长",
      hint: "李科长要先成为管理员才能审核：\n请发“绑定”加上服务启动时打印的码",
      lastSeq: 0,
      mine: [],
    },
  ]
}

/** @type {Talk[]} */
export const talks = load()

/** @returns {Talk[]} */
function load() {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? "null")
    if (Array.isArray(saved) && saved.every((talk) => typeof talk.id === "string" && Array.isArray(talk.mine)))
      return saved
  } catch {
    // Not ours, or storage is off: start as on a first visit.
  }
  return firstVisit()
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saving

/** Saves soon; several changes in a row are saved once. */
export function save() {
  clearTimeout(saving)
  saving = setTimeout(saveNow, 200)
}

function saveNow() {
  for (const talk of talks) talk.mine = talk.mine.slice(-KEPT_MESSAGES)
  try {
    localStorage.setItem(KEY, JSON.stringify(talks))
  } catch {
    // Most likely full: pictures are what takes room.
    for (const talk of talks) for (const one of talk.mine) delete one.thumbnail
    try {
      localStorage.setItem(KEY, JSON.stringify(talks))
    } catch {
      // Storage is off; the page works until it is closed.
    }
  }
}

addEventListener("pagehide", saveNow)

/** People who can be put into a group. @returns {Someone[]} */
export function people() {
  return talks.filter((talk) => !talk.members).map(({ id, name }) => ({ id, name }))
}
