// @ts-check
import { make, paintAvatar } from "./bubble.js"
import { Column } from "./column.js"
import { askMenu, newGroup, newPerson } from "./dialogs.js"
import { save, talks } from "./store.js"
import { keepAsking } from "./wire.js"

/** @typedef {import("./store.js").Talk} Talk */

const main = /** @type {HTMLElement} */ (document.querySelector("main"))
const tabs = /** @type {HTMLElement} */ (document.querySelector(".tabs"))
const offline = /** @type {HTMLElement} */ (document.querySelector(".offline"))
const title = document.title
const calm = matchMedia("(prefers-reduced-motion: reduce)")

/** @type {{ column: Column, tab: HTMLElement }[]} */
const open = []
let unseen = 0

/** Tells which column one looks at where only one fits: its tab is the current one and has no dot. */
const watch = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const one = open.find(({ column }) => column.element === entry.target)
      if (!one) continue
      one.tab.ariaCurrent = entry.isIntersecting ? "true" : "false"
      if (!entry.isIntersecting) continue
      one.tab.classList.remove("unread")
      bring(tabs, one.tab, "instant")
    }
    tabs.classList.toggle(
      "needless",
      open.every(({ tab }) => tab.ariaCurrent === "true"),
    )
  },
  { root: main, threshold: 0.6 },
)

/** @param {Talk} talk */
function show(talk) {
  const column = new Column(talk, { menu: (one) => void menu(one), arrived })
  const tab = /** @type {HTMLButtonElement} */ (make("button", "tab"))
  tab.type = "button"
  const avatar = make("span", "avatar small")
  avatar.ariaHidden = "true"
  paintAvatar(avatar, talk)
  tab.append(avatar, make("span", "", talk.name))
  tab.addEventListener("click", () => lookAt(column, calm.matches ? "instant" : "smooth"))
  open.push({ column, tab })
  main.append(column.element)
  tabs.append(tab)
  column.showInput()
  column.scrollToEnd()
  watch.observe(column.element)
  return column
}

/** @param {Column} column @param {ScrollBehavior} [behavior] */
function lookAt(column, behavior = "instant") {
  bring(main, column.element, behavior)
  column.input.focus({ preventScroll: true })
}

/** Scrolls only this row; scrollIntoView would move its ancestors too, which breaks off a scroll under way. @param {HTMLElement} row @param {HTMLElement} part @param {ScrollBehavior} behavior */
function bring(row, part, behavior) {
  const left = part.offsetLeft - row.offsetLeft - (row.clientWidth - part.offsetWidth) / 2
  row.scrollTo({ left, behavior })
}

/** @param {Column} column */
function arrived(column) {
  const tab = open.find((one) => one.column === column)?.tab
  if (tab && tab.ariaCurrent !== "true") tab.classList.add("unread")
  if (document.hidden) document.title = `（${++unseen}）${title}`
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return
  unseen = 0
  document.title = title
})

/** @param {Column} column */
async function menu(column) {
  const chosen = await askMenu(column.talk)
  if (chosen === "follow" || chosen === "unfollow") await column.tell(chosen)
  if (chosen !== "remove") return
  const index = open.findIndex((one) => one.column === column)
  open.splice(index, 1)[0]?.tab.remove()
  talks.splice(talks.indexOf(column.talk), 1)
  watch.unobserve(column.element)
  column.element.remove()
  save()
}

/** @param {Promise<Talk | undefined>} made */
async function add(made) {
  const talk = await made
  if (!talk) return
  const there = open.find(({ column }) => column.talk.id === talk.id)
  if (!there) {
    talks.push(talk)
    save()
  }
  lookAt(there?.column ?? show(talk))
}

for (const button of document.querySelectorAll("[data-open]")) {
  const make = button.getAttribute("data-open") === "new-person" ? newPerson : newGroup
  button.addEventListener("click", () => void add(make()))
}

for (const talk of talks) show(talk)
void keepAsking(
  async () => {
    await Promise.all(open.map(({ column }) => column.ask()))
  },
  (isOffline) => {
    offline.hidden = !isOffline
  },
)
