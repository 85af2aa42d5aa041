"""Why a visit proves nothing, in words for officials: they read of a site's trouble, not of ours with it."""

import re

from crawler.domain.evidence import VisitOutcome
from crawler.domain.wording import Text

OUTCOMES = {
    VisitOutcome.DOWN: Text("网站无法访问", "the site could not be reached"),
    VisitOutcome.BLOCKED: Text("网站拒绝自动访问", "the site turned us away"),
    VisitOutcome.ROBOTS: Text("网站不允许自动访问", "the site's robots.txt does not permit it"),
    VisitOutcome.COLUMN_NOT_FOUND: Text("未找到年度报告栏目", "the column of annual reports was not found"),
    VisitOutcome.LISTING_INCOMPLETE: Text("栏目列表未能完整浏览", "the list could not be seen in full"),
    VisitOutcome.BUDGET_SPENT: Text("页面过多，未能浏览完", "there were more pages than we may fetch"),
    VisitOutcome.REDIRECTED_HOME: Text("栏目跳转至网站首页", "the column leads to the home page"),
    VisitOutcome.NOT_IDENTIFIED: Text("未能确认为该单位网站", "nothing showed that the site is this unit's"),
    VisitOutcome.HIJACKED: Text("网站疑被篡改", "the site seems to have been tampered with"),
}
UNKNOWN = Text("未能核实", "it could not be verified")
_CAUSES = (
    (r"answered with status (\d+)", r"服务器返回状态码\1"),
    (r"blocked by 加速乐", "遇加速乐防护"),
    (r"blocked by 瑞数", "遇瑞数防护"),
    (r"blocked by a login page", "需登录后访问"),
    (r"blocked by a captcha", "需输入验证码后访问"),
    (r"blocked by a script check", "遇浏览器校验"),
    (r"blocked by a firewall", "被网站防火墙拦截"),
    (r"refused to our address", "网站限制访问来源"),
    (r"refused as too frequent", "网站限制访问频率"),
    (r"refused with (\d+)", r"服务器拒绝访问，状态码\1"),
    (r"not permitted by robots\.txt", "robots.txt不允许"),
    (r"its robots\.txt could not be had: .*", "robots.txt无法读取"),
    (r"redirected to the home page", "跳转至网站首页"),
    (r"the column lists no report of any year", "栏目中未列出任何年度的报告"),
    (r"no answer: .*", "服务器无响应"),
    (r"its host is not in the register", "跳转至登记范围以外的网站"),
    (r"its address is private", "网站地址为内部网络地址"),
    (r"our own fault: .*", "采集程序自身故障"),
    (r"reports of this unit were listed before, and none is any more", "此前列出的该单位年度报告本次均未见"),
    (r"no other report of this unit, nor of its kind, is listed", "栏目中未见该单位以往年度或同类单位的年度报告"),
    (r"perhaps a report, and not settled whose", "疑似年度报告，尚未能确定所属单位或年度"),
    (r"no unit of this site has a report on the year listed", "该网站各单位该年度报告均未见，栏目可能已变更"),
    (r"a list names this very report, and it was not read", "栏目列有该年度报告，但未能读取"),
    (r"(\d+) (?:pages|entries) are announced and (\d+) were seen", r"列表载明共\1（页或条），仅浏览到\2"),
    (r"left out as .*", "网址形似无限延伸的页面，未浏览"),
    (r"its next page cannot be followed", "列表无法翻页"),
    (r"what stands behind 「(.*)」 is opened by a script only", r"「\1」须由脚本打开"),
    (r"what a script is to show on it did not come", "页面由脚本生成，内容未能加载"),
    (r"it does not look like the list that was linked", "页面内容与栏目不符"),
    (r"the page does not exist", "页面不存在"),
    (r"the page is empty", "页面空白"),
    (r"the page has no content", "页面无正文内容"),
    (r"the page is under construction", "栏目正在建设中"),
    (r"the site is under maintenance", "网站正在维护"),
    (r"the server shows an error", "页面显示服务器错误"),
    (r"the server shows a page of its own", "页面为服务器默认页"),
    (r"the server shows a bare directory", "页面为服务器目录列表"),
    (r"the domain is parked", "域名未绑定网站"),
    (r"its letters are garbled", "页面文字为乱码"),
    (r"needs a browser, which is switched off", "页面须用浏览器打开，而浏览器已停用"),
    (r"needs a browser, which could not be started", "页面须用浏览器打开，而浏览器无法启动"),
    (r"the browser .*", "浏览器打开页面失败"),
)


def cause_words(cause: str) -> Text:
    """The cause of one failure; one we have no words for is shown as it was noted."""
    for pattern, words in _CAUSES:
        if match := re.fullmatch(pattern, cause):
            return Text(match.expand(words), cause)
    return Text(cause, cause)
