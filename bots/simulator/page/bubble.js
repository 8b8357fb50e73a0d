// @ts-check
import { sizeOf } from "./file.js"

/** One message as elements. Text only ever goes in as text, never as HTML. */

/** @typedef {import("./store.js").Mine} Mine */
/** @typedef {import("./wire.js").Said} Said */

const COLOURS = 8
const LINK = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+;=%]+[\w\-~/#&=%+]/g

/** Initial and colour of someone's avatar. @param {HTMLElement} element @param {{ id: string, name: string }} someone */
export function paintAvatar(element, someone) {
  let hash = 0
  for (const character of someone.id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973
  element.classList.add(`colour-${hash % COLOURS}`)
  element.textContent = [...someone.name][0] ?? "?"
}

/** @param {string} tag @param {string} [className] @param {string} [text] */
export function make(tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

/** @param {Said} said */
export function botRow(said) {
  const row = make("li", "row bot")
  const avatar = make("span", "avatar helper")
  avatar.ariaHidden = "true"
  const bubble = make("div", "bubble")
  bubble.append(make("span", "unseen", "小民助手："), ...withLinks(said.text))
  row.append(avatar, bubble)
  return row
}

/** @param {Mine} mine @param {boolean} named whether to say who speaks, as in a group */
export function ownRow(mine, named) {
  if (mine.kind === "event") return make("li", "row event", mine.text)
  const row = make("li", "row mine")
  row.dataset.id = mine.id
  const avatar = make("span", "avatar")
  avatar.ariaHidden = "true"
  paintAvatar(avatar, { id: mine.from, name: mine.name })
  const body = make("div", "body")
  body.append(make("span", named ? "who" : "unseen", named ? mine.name : `${mine.name}：`))
  body.append(mine.kind === "image" ? picture(mine) : mine.kind === "file" ? card(mine) : words(mine))
  row.append(avatar, body)
  showState(row, mine)
  return row
}

/** @param {Mine} mine */
function words(mine) {
  const bubble = make("div", `bubble ${mine.kind}`)
  if (mine.kind === "voice") {
    const seconds = Math.max(1, Math.round([...mine.text].length / 4))
    bubble.append(make("span", "waves", `${seconds}″`), make("span", "recognised", mine.text))
  } else bubble.append(...withLinks(mine.text))
  return bubble
}

/** @param {Mine} mine */
function picture(mine) {
  if (!mine.thumbnail) return make("div", "bubble", "［图片］")
  const image = document.createElement("img")
  image.className = "photo"
  image.alt = "发出的图片"
  image.src = mine.thumbnail
  return image
}

/** A file, as WeChat shows it: its name and size on a white card. @param {Mine} mine */
function card(mine) {
  const bubble = make("div", "bubble file")
  const about = make("span", "about")
  about.append(make("span", "name", mine.text), make("span", "size", sizeOf(mine.size ?? 0)))
  const ending = /\.(\w{1,4})$/.exec(mine.text)?.[1] ?? ""
  const paper = make("span", `paper ${ending.toLowerCase()}`, ending.toUpperCase())
  paper.ariaHidden = "true"
  bubble.append(make("span", "unseen", "文件："), about, paper)
  return bubble
}

/** Shows whether a message is on its way, sent or not. @param {HTMLElement} row @param {Mine} mine */
export function showState(row, mine) {
  row.dataset.state = mine.state
  row.querySelector(".failed")?.remove()
  if (mine.state !== "failed") return
  const failed = make("p", "failed")
  failed.append(make("span", "", mine.error ?? "没有发出去"))
  if (mine.kind !== "image" || mine.thumbnail) failed.append(resendButton())
  row.querySelector(".body")?.append(failed)
}

function resendButton() {
  const button = /** @type {HTMLButtonElement} */ (make("button", "resend", "重发"))
  button.type = "button"
  return button
}

/** @param {string} text @returns {(string | HTMLElement)[]} */
function withLinks(text) {
  /** @type {(string | HTMLElement)[]} */
  const parts = []
  let done = 0
  for (const match of text.matchAll(LINK)) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", "", match[0]))
    link.href = match[0]
    link.target = "_blank"
    link.rel = "noopener noreferrer"
    parts.push(text.slice(done, match.index), link)
    done = match.index + match[0].length
  }
  parts.push(text.slice(done))
  return parts
}

/** WeChat's way of telling when: 15:04 today, 昨天 15:04, 11月3日 15:04 before. @param {number} at */
export function when(at) {
  const time = new Date(at)
  const clock = time.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false })
  const days = Math.round((startOfDay(new Date()) - startOfDay(time)) / 86_400_000)
  if (days === 0) return clock
  if (days === 1) return `昨天 ${clock}`
  const year = time.getFullYear() === new Date().getFullYear() ? "" : `${time.getFullYear()}年`
  return `${year}${time.getMonth() + 1}月${time.getDate()}日 ${clock}`
}

/** @param {Date} time */
function startOfDay(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime()
}
