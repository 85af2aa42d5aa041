"""Articles, told from messages of a machine: somebody wrote them, on some matter, for the public or an office."""

import re

from crawler.fetch.shown import Shown

_MARKS = re.compile(
    "发布时间|发布日期|发文日期|信息来源|来源[:：]|索引号|浏览次数|特此|通知如下|勾稽关系|结转下年度|主要问题|征集|留言|来信"
    "|答复|回复[:：内单时]|答[:：]|怎么办|各(?:单位|部门|乡镇)|同志们|第[一二三四五六七八九十]+条|[一二三四]、"
    "|不法分子|市民|群众|民警|警方|嫌疑|以案释法|经审核|经检索|申请公开|告知书|受理"
)
_SIGNED = re.compile("20\\d\\d年\\d{1,2}月\\d{1,2}日|.{2,12}(?:县|市|区|镇|乡)(?:人民政府|.{1,10}(?:局|委|办|中心))")
_GENRE = re.compile(
    ".{2,}(?:通知|通告|公告|公示|通报|报告|年报|告知书|决定书|办法|规定|意见|方案|批复|答复|声明|说明|讲话|简报|制度|指南|问题)"
)
# How machines and whole sites are called; what bears another name in Chinese is on that matter.
_OF_A_MACHINE = re.compile(
    "提示|错|异常|验证|校验|识别|拦截|禁止|拒绝|限制|受限|维护|升级|登[录陆]|认证|防火墙|防护|防御|安全(?:检查|提示|中心)|访问|请|稍[候等后]|下载"
    "|不存在|找不到|走丢|丢失|无法|失败|建设中|出售|转让|过期|暂停|关闭|站点|(?:政府|网|网站|门户|门户网站|系统|平台|县|市|区|局|委|办|公告|通知|年报|首页)$"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def reads_like_article(shown: Shown) -> bool:
    """Whether somebody wrote what is shown: an office's marks, an author's signature, or a title on some matter."""
    lines = shown.lines
    if _CHINESE.search(shown.title) and not _OF_A_MACHINE.search(shown.title):
        return True
    if any(_GENRE.fullmatch(name) for name in (shown.title, *lines[:1])):
        return True
    return any(_MARKS.search(line) or _SIGNED.fullmatch(line) for line in lines)
