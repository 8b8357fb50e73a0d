// @ts-check
import { make } from "./bubble.js"
import { people, talks } from "./store.js"

/** @typedef {import("./store.js").Talk} Talk */

for (const button of document.querySelectorAll("[data-close]"))
  button.addEventListener("click", () => /** @type {HTMLDialogElement} */ (button.closest("dialog")).close(""))

/** Opens a dialog and waits for the value it is closed with; "" when it was left. @param {HTMLDialogElement} dialog @returns {Promise<string>} */
function answer(dialog) {
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }))
}

/** @param {string} id */
function dialogWith(id) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id))
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"))
  form.reset()
  return {
    dialog,
    form,
    field: (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)),
  }
}

/** @param {string} prefix */
function freeId(prefix) {
  for (let number = 1; ; number++) if (!talks.some((talk) => talk.id === prefix + number)) return prefix + number
}

/** @returns {Promise<Talk | undefined>} */
export async function newPerson() {
  const { dialog, field } = dialogWith("new-person")
  field("id").value = freeId("p")
  if (!(await answer(dialog))) return undefined
  return { id: field("id").value.trim(), name: field("name").value.trim(), lastSeq: 0, mine: [] }
}

/** @returns {Promise<Talk | undefined>} */
export async function newGroup() {
  const { dialog, form, field } = dialogWith("new-group")
  field("id").value = freeId("g")
  const choices = people().map((person) => {
    const label = make("label", "member")
    const box = document.createElement("input")
    box.type = "checkbox"
    box.className = "weui-switch"
    box.checked = true
    box.value = person.id
    label.append(make("span", "", person.name), box)
    return { person, label, box }
  })
  const members = /** @type {HTMLElement} */ (form.querySelector(".members"))
  for (const old of members.querySelectorAll("label")) old.remove()
  members.append(...choices.map(({ label }) => label))
  const check = () =>
    choices[0]?.box.setCustomValidity(choices.some(({ box }) => box.checked) ? "" : "群里至少要有一个人")
  members.onchange = check
  if (!(await answer(dialog))) return undefined
  const chosen = choices.filter(({ box }) => box.checked).map(({ person }) => person)
  const talk = { id: field("id").value.trim(), name: field("name").value.trim(), members: chosen, lastSeq: 0, mine: [] }
  return chosen[0] ? { ...talk, speaker: chosen[0].id } : talk
}

/** What to do with a column: follow, unfollow, remove or nothing. @param {Talk} talk @returns {Promise<string>} */
export function askMenu(talk) {
  const { dialog } = dialogWith("menu")
  for (const value of ["follow", "unfollow"]) {
    const button = /** @type {HTMLElement} */ (dialog.querySelector(`[value=${value}]`))
    button.hidden = talk.members !== undefined
  }
  return answer(dialog)
}
