import { houseCommand, WrongUse } from "./command.ts"

export const knowledgeRemove = houseCommand({
  name: "knowledge remove",
  about: "marks a policy document 废止: it is not answered from any more; nothing is deleted",
  args: ["ID|NUMBER"],
  options: {},
  help: "The id, the number in knowledge list, or the document's own (鄂民政发〔2018〕21号). To take it back, add the file again.",
  async run({ args: [word = ""] }, io, { shelf }) {
    const documents = shelf.documents()
    const plain = (text = "") => text.normalize("NFKC").replace(/[\s()[\]〔〕【】]/g, "")
    const own = documents.filter((one) => plain(one.number) === plain(word))
    const document =
      documents.find((one) => one.id === word) ??
      (/^\d{1,4}$/.test(word) ? documents[Number(word) - 1] : own.length === 1 ? own[0] : undefined)
    if (own.length > 1) throw new WrongUse(`${word} is the number of ${own.length} documents; give the id of one.`)
    if (!document) throw new WrongUse(`There is no document ${word}; knowledge list lists them.`)
    io.out(`${await shelf.repeal(document.id, null)}\n`)
    return 0
  },
})
