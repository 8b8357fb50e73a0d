/**
 * Words in a question that tell the service how to behave ask nothing: they are left out, up to the end of their sentence. Nothing here
 * follows orders anyway; but what they name (电话, 会长) would be taken for what is asked.
 */
const ORDER =
  /(?:(?<![申邀聘提宴])请|你|必须)*(?:忽略|无视|忘掉|忘记|不要管|别管|不用遵守|不要遵守|不要理会)(?:掉)?(?:你)?(?:之前|前面|以上|上面|先前|所有|一切|全部|任何|刚才)(?:的|所有|一切|全部)*[^。！？!?\n]{0,6}(?:要求|规则|指令|提示|规定|限制|设定|内容|说明|话)?[^。！？!?\n]*|(?:你现在是|从现在(?:起|开始)你是?|假装(?:你|自己)是|(?:(?<![申邀聘提宴])请)?你?扮演)[^。！？!?\n]*|(?:(?<![申邀聘提宴])请|你|必须)*(?:原样(?:输出|回答|重复)|照我说的(?:回答|输出)|按我说的(?:回答|输出)|直接回答[“"「]|只回答[“"「]|输出(?:你的)?系统提示|显示(?:你的)?系统提示)[^。！？!?\n]*|<\/?[a-z_]{2,20}>[^。！？\n]*|(?:system|assistant|developer)\s*[:：][^。！？\n]*|(?:ignore|disregard|forget)\s+(?:all\s+|the\s+|any\s+|your\s+)*(?:previous|prior|above|earlier)[^。！？\n]*|(?:print|reveal|show|repeat)\s+(?:the\s+|your\s+)*system\s+prompt[^。！？\n]*/giu

/** The question without orders to the service. */
export function withoutOrders(question: string): string {
  return question
    .replace(ORDER, " ")
    .replace(/[\s,，;；、:：]+$/, "")
    .trim()
}
