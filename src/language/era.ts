/** First years of reigns and of the republic, as local chronicles, steles and older papers count; only names that are no everyday words. */

const FIRST_YEARS: Record<string, number> = {
  贞观: 627,
  神龙: 705,
  开元: 713,
  天宝: 742,
  大历: 766,
  贞元: 785,
  元和: 806,
  庆历: 1041,
  嘉祐: 1056,
  熙宁: 1068,
  元丰: 1078,
  元祐: 1086,
  宣和: 1119,
  靖康: 1126,
  建炎: 1127,
  淳熙: 1174,
  洪武: 1368,
  永乐: 1403,
  宣德: 1426,
  景泰: 1450,
  成化: 1465,
  弘治: 1488,
  嘉靖: 1522,
  隆庆: 1567,
  万历: 1573,
  天启: 1621,
  崇祯: 1628,
  顺治: 1644,
  康熙: 1662,
  雍正: 1723,
  乾隆: 1736,
  嘉庆: 1796,
  道光: 1821,
  咸丰: 1851,
  同治: 1862,
  光绪: 1875,
  宣统: 1909,
  民国: 1912,
}

const names = Object.keys(FIRST_YEARS)

export const ERAS = {
  /** An alternation for a pattern. */
  names: names.join("|"),
  /** The characters that one can start with. */
  first: [...new Set(names.map((name) => name[0]))].join(""),
  /** The year that was the first of an era. */
  firstYear: (name: string): number => FIRST_YEARS[name]!,
}
