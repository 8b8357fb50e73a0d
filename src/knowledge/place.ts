import { COUNTY, TOWNS } from "#domain/region.ts"

/** Other places: what a county's document says is not so next door. */

const PROVINCES =
  "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
const NEIGHBOURS =
  "咸宁|咸安|嘉鱼|通城|崇阳|通山|武汉|黄石|十堰|宜昌|襄阳|襄樊|鄂州|荆门|孝感|荆州|黄冈|随州|恩施|仙桃|潜江|天门|神农架|洪湖|监利|大冶|麻城|岳阳|临湘|长沙|广州|深圳|杭州|成都|南京|苏州|宁波|温州|义乌|厦门|青岛|西安|郑州|合肥|南昌"
const OTHER = new RegExp(`${PROVINCES}|${NEIGHBOURS}`, "g")
/** Where one lives or does business is not what one asks about. */
const OF_A_PERSON = /^(?:做生意|打工|开店|务工|经商|那边|办厂|工作|的?老乡|的?同乡|的?专家|的?人|商会|赤壁)/
const ABOVE =
  /(?:全省|省里|省级|省厅|湖北省?|全国|国家|中央|民政部|外省|外市|外县|别的(?:县|市)|其他(?:县|市)|隔壁(?:县|市)|兄弟县市)/g

/** Places named in a question that are not the county itself, nor a part of it. */
export function otherPlaces(question: string, home: readonly string[] = [COUNTY.name]): string[] {
  const own = new Set([...home, ...TOWNS.map((one) => one.name)].map((one) => one.replace(/[省市县区]$/, "")))
  const named = [...question.matchAll(OTHER)].filter(
    (one) => !own.has(one[0]) && !OF_A_PERSON.test(question.slice(one.index + one[0].length).replace(/^[市县省]/, "")),
  )
  const above = [...question.matchAll(ABOVE)].map((one) => one[0])
  return [...new Set([...named.map((one) => one[0]), ...above])]
}
