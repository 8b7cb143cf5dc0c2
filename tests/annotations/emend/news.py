"""Invented news for the detectors of structure: clean articles, and what sites put round them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotations.emend import detectors
from annotations.model import Emendation

BODY = (
    "江城市与湖州县日前商定，今后三年在港口、铁路和教育三个方面开展合作，首批项目共有十二个。",
    "“路修通了，货就走得快。”湖州县交通局局长王小川说，过去送一车柑橘要走两天，如今半天就到。",
    "按照约定，两地还将互派干部挂职，共建一所职业学校，学生在湖州上课，到江城实习，就地就业。",
)

GOVERNMENT = """江城市人民政府关于印发《江城市跨区域合作办法》的通知
各县（市、区）人民政府，市政府各委、办、局：
现将《江城市跨区域合作办法》印发给你们，请认真贯彻执行。
江城市人民政府
2024年3月5日
江城市跨区域合作办法
第一章 总则
第一条 为了规范跨区域合作，促进要素流动，根据有关法律法规，结合本市实际，制定本办法。
第二条 本办法所称合作，是指本市与其他城市之间的经济、社会和文化合作。
（责任单位：市发展改革委、市财政局、市商务局，各县（市、区）人民政府）
第三条 编辑出版合作项目清单，每年公布一次。清单的来源：各县（市、区）上报的项目。
（责任单位：市发展改革委、市财政局、市商务局，各县（市、区）人民政府）
附件：1.合作项目清单
2.联络员名单
"""

INTERVIEW = """把一条路修到山那边
记者：为什么选在湖州？
王小川：因为那里有港口。
记者：何时能建成？
王小川：最快明年。他把图纸分享给我们看，上面的日期是2024年3月5日。
记者：编辑部的读者很关心票价。
王小川：我理解。关注民生，就是关注每一张车票；点赞也好，举报也好，我们都欢迎。
他停了停，又说：“路通了，人心就通了。”
"""

CLEAN = (
    "\n".join(BODY) + "\n",
    "\n\n".join(f"　　{row}" for row in BODY) + "\n",
    GOVERNMENT,
    INTERVIEW,
)

PORTAL = f"""首页 > 政务公开 > 工作动态 > 正文
两市签约共建港口 首批项目十二个
来源：江城市人民政府办公室　发布时间：2024-03-05 10:22　浏览次数：1234 次　【字体：大 中 小】

　　{BODY[0]}

　　{BODY[1]}

　　{BODY[2]}（记者 王小川 通讯员 李明轩）

【打印本页】　【关闭窗口】
分享到：
微信
微博
上一篇：江城市召开港口工作会议
下一篇：没有了

主办单位：江城市人民政府办公室　技术支持：江城网络
网站标识码：4200000001　鄂ICP备00000000号-1　鄂公网安备 42000000000001号
"""
PORTAL_READS = f"""两市签约共建港口 首批项目十二个
　　{BODY[0]}

　　{BODY[1]}

　　{BODY[2]}
"""

TAIWAN = """江城新聞網 > 兩岸
港口簽約 首批項目十二個
2024/03/05 10:22 記者王小川／台北報導
分享 留言 列印 A- A+
江城市與湖州縣日前商定，今後三年在港口、鐵路和教育三個方面展開合作，首批項目共有十二個。
「路修通了，貨就走得快。」湖州縣交通局長李明軒說，過去送一車柑橘要走兩天，如今半天就到。（圖／記者王小川攝）
延伸閱讀：三地合辦柑橘節
按照約定，兩地還將互派幹部，合建一所職業學校，學生在湖州上課，到江城實習，就地就業。
責任編輯：陳一鳴
※版權所有，未經授權不得轉載。
相關新聞
柑橘節下月登場
鐵路年底通車
加入江城新聞LINE好友
"""
TAIWAN_READS = """港口簽約 首批項目十二個
江城市與湖州縣日前商定，今後三年在港口、鐵路和教育三個方面展開合作，首批項目共有十二個。
「路修通了，貨就走得快。」湖州縣交通局長李明軒說，過去送一車柑橘要走兩天，如今半天就到。
按照約定，兩地還將互派幹部，合建一所職業學校，學生在湖州上課，到江城實習，就地就業。
"""


def found(name: str, text: str) -> list[Emendation]:
    """What one detector finds in a text, by span."""
    return sorted(detectors()[name].detect(text), key=lambda e: e.span)


def zones(text: str) -> list[Emendation]:
    """What boilerplate and byline find, by span."""
    both = [*found("boilerplate", text), *found("byline", text)]
    return sorted(both, key=lambda e: e.span)


def applied(text: str, emendations: Iterable[Emendation]) -> str:
    """The text with all of them accepted; they must not overlap."""
    parts: list[str] = []
    place = 0
    for emendation in sorted(emendations, key=lambda e: e.span):
        assert emendation.span.start >= place
        assert emendation.replacement is not None
        parts += [text[place : emendation.span.start], emendation.replacement]
        place = emendation.span.end
    return "".join([*parts, text[place:]])


def meta(emendations: Iterable[Emendation]) -> dict[str, str]:
    """The metadata of all, the first that says something wins."""
    told: dict[str, str] = {}
    for emendation in emendations:
        said = emendation.evidence.get("meta")
        for key, value in said.items() if isinstance(said, dict) else ():
            told.setdefault(str(key), str(value))
    return told


def samples() -> list[str]:
    """The texts of the sample articles."""
    folder = Path(__file__).parents[3] / "resources" / "samples"
    encodings = {"02-transfer.txt": "gb18030", "05-supply-chain.txt": "big5"}
    return [
        file.read_bytes().decode(encodings.get(file.name, "utf-8-sig"))
        for file in sorted(folder.glob("*.txt"))
    ]
