"""Characters that stand for others in labels: traditional ones, look-alikes that converters put, radicals.

They serve to compare labels and headings, never to read figures or to quote: what is folded here is
alike to the eye or to the reader, not the same.
"""

import unicodedata
from collections.abc import Mapping

_TRADITIONAL = (
    "業业舉举為为萬万會会體体關关內内決决況况減减動动務务單单發发號号後后國国處处復复複复實实審审對对屬属開开強强當当總总執执"
    "護护報报據据數数無无條条構构權权機机確确穩稳類类糾纠納纳級级組组織织經经結结繼继續续維维繳缴罰罚獲获補补規规計计認认議议"
    "許许訟讼訪访訴诉試试詢询請请購购費费轉转過过這这進进採采範范問问項项題题額额製制辦办餘余個个區区應应標标產产沒没與与並并"
    "於于見见書书長长門门電电頭头鄉乡縣县廳厅農农黨党鎮镇環环資资訊讯財财質质監监統统險险稅税勞劳衛卫醫医寧宁廣广東东雲云龍龙"
    "係系徵征準准術术檢检驗验團团營营導导義义領领釋释設设網网臺台眾众點点閱阅讀读責责變变備备檔档約约證证該该調调論论誤误說说"
    "較较輸输達达還还違违連连選选錯错際际隨随難难預预須须顯显佈布併并來来兩两冊册別别劃划協协參参員员啟启圍围場场寫写專专屆届"
    "層层師师幹干幾几庫库廢废彙汇匯汇從从態态戶户擇择擬拟斷断時时歷历曆历歸归測测滿满漢汉狀状現现盡尽碼码種种積积築筑簡简細细"
    "終终綜综緊紧緩缓編编績绩聯联職职脫脱舊旧視视覽览觀观訂订評评詳详語语諮咨貨货車车載载輕轻運运遞递遺遗邊边鄰邻銀银銷销錄录"
    "錢钱間间陽阳階阶靜静響响順顺風风館馆齊齐儲储價价億亿優优儘尽償偿勵励擔担揮挥損损敘叙離离雜杂雙双樣样歲岁殘残溝沟滯滞濟济"
    "爭争獨独異异畫画療疗純纯紙纸紀纪紅红紛纷聞闻聲声聽听臨临興兴莊庄藝艺藥药蘇苏衝冲裝装覺觉觸触訓训託托記记詞词誌志誠诚課课"
    "談谈諾诺譯译讓让貢贡貧贫貿贸賓宾賠赔贊赞跡迹輔辅輪轮輯辑辭辞辯辩遲迟遷迁郵邮鄭郑鑒鉴鑑鉴闡阐陳陈陸陆陰阴隊队隱隐頁页頒颁"
    "頻频願愿顧顾養养駐驻鹽盐麗丽黃黄嚴严齡龄"
)
_LOOKING_ALIKE = (
    "巳已己已末未入人干于木本夲本巿市埋理呆果恃持汁计幵开笫第仵件冶治拫报它他収收単单経经続续総总対对関关実实処处発发巻卷"
    "査查淸清曰日ㄧ一ー一ニ二ミ三彡三"
)
_RADICALS = (
    "⺁厂⺟母⺠民⺡水⺢水⺣火⺥爪⺩王⺬示⺭示⺶羊⺼肉⻀言⻁虎⻂衣⻄西⻅见⻆角⻈言⻉贝⻊足⻋车⻌辶⻓长⻔门⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞"
    "⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


LABEL_SPELLINGS: Mapping[str, str] = _pairs(_LOOKING_ALIKE) | _pairs(_TRADITIONAL) | {"幹": "于", "乾": "于"}
"""The character of the forms for one that stands in its place."""

RADICALS: Mapping[str, str] = _pairs(_RADICALS)
"""The character for a radical that a font's table gives in its place, where Unicode itself does not say so."""

WITHOUT_RADICALS: Mapping[int, str] = {ord(radical): character for radical, character in RADICALS.items()} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
"""For `str.translate`: every radical as the character it looks like, one for one."""
