"""Pages that news sites of several kinds and years would make of the same invented articles.

A template is a function from an article to a page.  Everything round the body that is text
stands in `FURNITURE` or is written with `noise`: a body is right when it has every paragraph
and none of the rest.
"""

# ruff: noqa: E501  pages are copied as they stand

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ARTICLES = (
    (
        "临江新区与𠮷林市签署产业协作框架协议",
        (
            "　　临江新区管委会与𠮷林市人民政府5日在临江签署产业协作框架协议，双方将在装备制造、现代农业等领域开展为期五年的合作。",
            "　　根据协议，两地将共建一个“飞地园区”，首期占地约2.3平方公里，投资18.6亿元，预计明年三月动工。",
            "　　“我们等这一天等了很久。”𠮷林市副市长何远程说，“产业互补是合作的基础。”",
            "　　三件大事",
            "　　协议明确了三项重点：一是设立联合招商办公室，二是互派干部挂职锻炼，三是每年轮流举办一次协作论坛。",
            "　　临江新区商务局局长沈若兰介绍，去年两地贸易额达到41亿元，同比增长12.7%。",
            "　　记者了解到，首批签约企业共有27家，其中民营企业19家。",
        ),
        "2023-09-06",
    ),
    (
        "兩江口與海灣市啟動青年創業交流計劃",
        (
            "兩江口市政府與海灣市青年發展局昨日共同宣佈，啟動為期三年的青年創業交流計劃，首批名額一百二十個。",
            "計劃包括實習、培訓、投資對接三個部分。海灣市青年發展局局長羅嘉文表示，希望年輕人能夠「走得出去，也回得來」。",
            "申請人須年滿十八歲，並持有大專或以上學歷。",
            "兩江口市副市長周啟明指出，過去兩年，兩地已有四十六個團隊落戶兩江口創業園，帶動就業超過八百人。",
            "計劃將於下月一日接受報名。",
        ),
        "2019-11-21",
    ),
    (
        "东西部协作：一颗蓝莓的“山海之旅”",
        (
            "清晨六点，云坪县的蓝莓基地里已经有了人影。",
            "三年前，这里还是一片荒坡。转机来自一纸协议：2020年，滨海区与云坪县结成对口协作关系，滨海区派出的农技人员带来了苗木、技术，也带来了订单。",
            "“头一年谁也不敢种。”种植户赵大山回忆，“后来区里包销，大家才放下心。”",
            "如今，云坪县蓝莓种植面积超过8000亩，年产值突破3亿元，带动2100多户增收。",
            "冷链是另一道坎。滨海区出资2600万元，在县城边上建起了一座冷库，从采摘到装车不超过两个小时。",
            "“以前烂在地里，现在卖到海边。”赵大山笑着说。",
            "据云坪县乡村振兴局统计，截至今年六月，滨海区累计投入协作资金1.94亿元，实施项目73个；两地互派干部、教师和医生共计312人次。",
            "下一步，双方还将共建一个深加工园区，生产果汁、果酱和冻干产品。",
        ),
        "2022-07-14",
    ),
)

FURNITURE = (
    "设为首页", "加入收藏", "网站地图", "您现在的位置：首页 > 新闻中心 > 区域合作", "分享到：微信 微博 QQ空间",
    "责任编辑：钱某某", "新闻热线：021-00000000", "版权所有 某某新闻网 未经许可不得转载",
    "网友评论仅供其表达个人看法，并不表明本网同意其观点或证实其描述。",
    "声明：本网转载的文章，目的在于传递更多信息，如有侵权，请与我们联系，我们将及时处理。",
    "沙发：这个园区要是早建三年就好了，我们村里好多年轻人都出去打工了，希望真的能留住人。",
    "板凳：支持！不过希望公开资金用在哪里，每年审计一次，让大家心里有数，不要又成了面子工程。",
    "高铁新线年内开工，沿线七县受益", "我市召开安全生产工作会议", "一图看懂今年十件民生实事", "秋粮收购价格公布",
    "互联网新闻信息服务许可证 00000000000 号", "扫一扫在手机打开当前页", "【打印】【关闭】【大 中 小】",
    "热点排行", "相关新闻", "上一篇：秋粮收购价格公布", "下一篇：无",
)  # fmt: skip

LINKS = "".join(f'<li><a href="/a/{n}.html">{FURNITURE[12 + n % 4]}</a></li>' for n in range(12))
COMMENTS = "".join(
    f"<div class='item'><b>网友{n}</b><p>{FURNITURE[10 + n % 2]}</p></div>" for n in range(6)
)
RIGHTS = f"<p>{FURNITURE[9]}</p>"


@dataclass(frozen=True, slots=True)
class Page:
    html: str
    title: str
    body: tuple[str, ...]
    date: str


Template = Callable[[str, tuple[str, ...], str], str]
TEMPLATES: dict[str, Template] = {}


def template(make: Template) -> Template:
    TEMPLATES[make.__name__] = make
    return make


def pages(name: str) -> list[Page]:
    return [Page(TEMPLATES[name](*article), *article) for article in ARTICLES]


def ps(body: tuple[str, ...], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{line}</{tag}>" for line in body)


def chinese(date: str) -> str:
    year, month, day = date.split("-")
    return f"{year}年{month}月{day}日"


@template
def government(title: str, body: tuple[str, ...], date: str) -> str:
    """A government's site: meta elements by the standard, a frame of divs, print buttons."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某某区人民政府</title>
<meta name="SiteName" content="某某区人民政府"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date} 09:30"><meta name="ContentSource" content="某某日报"></head><body>
<div class="top"><a href="/">{FURNITURE[0]}</a> | <a href="/">{FURNITURE[1]}</a></div>
<div class="dqwz">{FURNITURE[3]}</div><div class="main"><h1>{title}</h1>
<div class="info"><span>发布日期：{date}</span><span>来源：某某日报</span><span>{FURNITURE[18]}</span></div>
<div class="TRS_Editor">{ps(body)}</div><div class="share">{FURNITURE[4]}</div>
<div class="bianji">{FURNITURE[5]}</div></div>
<div class="footer"><p>{FURNITURE[7]}</p><p>{FURNITURE[16]}</p></div></body></html>"""


@template
def newspaper(title: str, body: tuple[str, ...], date: str) -> str:
    """A newspaper's content system: related links inside the column, a disclaimer below."""
    return f"""<html><head><meta charset="utf-8"><title>{title} - 某某日报网</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="某某日报网">
<meta property="article:published_time" content="{date}T08:00:00+08:00"></head><body>
<div id="nav"><ul>{LINKS}</ul></div><div class="left"><h1 class="tit">{title}</h1>
<div class="source">{chinese(date)} 08:00 来源：某某日报 作者：乙某</div>
<div class="article-content" id="content">{ps(body)}</div>
<p class="editor">{FURNITURE[5]}</p><div class="relate"><h3>{FURNITURE[20]}</h3><ul>{LINKS}</ul></div>
<div class="disclaimer">{RIGHTS}</div></div><div class="right"><h3>{FURNITURE[19]}</h3><ul>{LINKS}</ul></div>
<div class="copyright">{FURNITURE[7]} {FURNITURE[6]}</div></body></html>"""


@template
def wechat(title: str, body: tuple[str, ...], date: str) -> str:
    """A public account: sections and spans in sections and spans, no p."""
    inner = "".join(
        f'<section style="margin:8px"><section><span style="font-size:15px">{line[:7]}</span>'
        f'<span style="color:#333"><span>{line[7:]}</span></span></section></section>'
        f"<section><br></section>"
        for line in body
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}">
<meta property="og:url" content="https://example.org/s/abc"></head><body id="activity-detail">
<div class="rich_media"><div id="img-content"><h1 class="rich_media_title" id="activity-name">{title}</h1>
<div id="meta_content"><span>某某发布</span><em id="publish_time">{date}</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">{inner}</div></div>
<div class="tips"><p>{FURNITURE[17]}</p></div></div><script>var ct = "1693960000";</script></body></html>"""


@template
def tables_of_2005(title: str, body: tuple[str, ...], date: str) -> str:
    """Everything in tables, paragraphs only br and blanks, upper-case elements."""
    text = "<BR><BR>".join(f"　　{line.strip('　')}" for line in body)
    return f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY bgcolor=#FFFFFF>
<TABLE width=760 align=center><TR><TD><A href=#>{FURNITURE[0]}</A></TD><TD><A href=#>{FURNITURE[1]}</A></TD></TR></TABLE>
<TABLE width=760><TR><TD width=160 valign=top><TABLE>{"".join(f"<TR><TD><A href=#>{x}</A></TD></TR>" for x in FURNITURE[12:16] * 3)}</TABLE></TD>
<TD width=600><TABLE width=100%><TR><TD align=center><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD align=center>{date} 来源:某某网</TD></TR><TR><TD class=p14>{text}</TD></TR>
<TR><TD align=right>{FURNITURE[18]}</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=760><TR><TD align=center>{FURNITURE[7]}<BR>{FURNITURE[6]}</TD></TR></TABLE></BODY></HTML>"""


@template
def div_soup(title: str, body: tuple[str, ...], date: str) -> str:
    """Divs in divs with names that say nothing."""
    text = "".join(f"<div>{line}</div>" for line in body)
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body><div class=a1><div class=a2>
<div class=b1>{FURNITURE[3]}</div><div class=b2>{title}</div><div class=b3>{date}</div>
<div class=c1><div class=c2><div class=c3>{text}</div></div></div>
<div class=d1><div>{FURNITURE[5]}</div><div>{FURNITURE[4]}</div></div></div>
<div class=e1>{"".join(f"<div><a href=#>{x}</a></div>" for x in FURNITURE[12:16] * 4)}</div>
<div class=f1><div>{FURNITURE[7]}</div></div></div></body></html>"""


@template
def comments_below(title: str, body: tuple[str, ...], date: str) -> str:
    """A portal with many comments, which are prose as well."""
    return f"""<html><head><meta charset=utf-8><title>{title}_某某门户</title></head><body>
<div class="wrapper"><div class="post"><h1>{title}</h1><div class="time">{date} 10:11:12</div>
<div class="post_text">{ps(body)}</div></div>
<div class="comment-list" id="comments"><h3>网友评论</h3>{COMMENTS * 2}<p>{FURNITURE[8]}</p></div></div>
<div class="foot">{FURNITURE[7]}</div></body></html>"""


@template
def comments_unnamed(title: str, body: tuple[str, ...], date: str) -> str:
    """The same with names that do not say what they are."""
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body>
<div class="w"><div class="l"><h1>{title}</h1><div>{chinese(date)}</div><div class="txt">{ps(body)}</div></div>
<div class="pl_area"><h3>网友评论</h3>{COMMENTS}<p>{FURNITURE[8]}</p></div></div>
<div>{FURNITURE[7]}</div></body></html>"""


@template
def html5(title: str, body: tuple[str, ...], date: str) -> str:
    """Header, article, aside, footer and JSON-LD."""
    return f"""<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{title} | 某某周刊</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",
"datePublished":"{date}T07:00:00+08:00","author":{{"@type":"Person","name":"丙某"}},"publisher":{{"@type":"Organization","name":"某某周刊"}}}}</script>
<link rel=canonical href="https://example.org/n/1"></head><body><header><nav><ul>{LINKS}</ul></nav></header>
<main><article><header><h1>{title}</h1><time datetime="{date}">{date}</time></header>{ps(body)}
<footer><p>{FURNITURE[5]}</p></footer></article><aside><h2>{FURNITURE[19]}</h2><ul>{LINKS}</ul></aside></main>
<footer><p>{FURNITURE[7]}</p></footer></body></html>"""


@template
def no_closing(title: str, body: tuple[str, ...], date: str) -> str:
    """Elements that are never closed, as hand-written pages have them."""
    text = "\n<p>".join(body)
    return f"""<title>{title}</title><body><center><h2>{title}</h2>{date}</center><hr><p>{text}
<hr><a href=1>{FURNITURE[21]}</a><br><a href=2>{FURNITURE[22]}</a><p align=center>{FURNITURE[7]}"""


@template
def one_paragraph_with_breaks(title: str, body: tuple[str, ...], date: str) -> str:
    """One p for all, single br between paragraphs, numeric references for blanks."""
    text = "<br/>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line.strip('　')}" for line in body)
    return f"""<html><head><meta charset=utf-8><title>{title}-某某在线</title></head><body>
<div id=header><a href=#>{FURNITURE[0]}</a></div><div id=zoom><h1>{title}</h1>
<div class=laiyuan>来源：某某在线 时间：{date}</div><p>{text}</p></div>
<div id=xgxw>{FURNITURE[20]}<ul>{LINKS}</ul></div><div id=bottom>{FURNITURE[7]}</div></body></html>"""


@template
def digests_beside(title: str, body: tuple[str, ...], date: str) -> str:
    """A column of digests of other news: prose that is not the article's."""
    other = FURNITURE[8] + FURNITURE[9]
    digests = "".join(
        f"<dl><dt><a href=#>{x}</a></dt><dd>{other}</dd></dl>" for x in FURNITURE[12:16]
    )
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body>
<div class="container"><div class="col-left"><h1>{title}</h1><p class="date">{date}</p>
<div class="detail">{ps(body)}</div></div><div class="col-right sidebar">{digests}</div></div></body></html>"""


@template
def pictures_between(title: str, body: tuple[str, ...], date: str) -> str:
    """Figures between the paragraphs, an insertion with links inside the body."""
    figure = '<p style="text-align:center"><img src="1.jpg"></p>'
    half = len(body) // 2
    box = f'<div class="recommend-box"><span>推荐阅读</span><ul>{LINKS}</ul></div>'
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body><div class="g-main">
<h1 class="title">{title}</h1><div class="meta"><span>{date}</span></div><div class="content">{figure}
{ps(body[:half])}{box}{figure}{ps(body[half:])}</div><div class="tags"><a href=#>协作</a><a href=#>产业</a></div>
</div><div class="g-foot">{FURNITURE[7]}</div></body></html>"""


@template
def numbers_in_a_table(title: str, body: tuple[str, ...], date: str) -> str:
    """A body that holds a table of figures, to be kept row by row."""
    rows = "<tr><th>年份</th><th>项目</th></tr><tr><td>2021</td><td>31个</td></tr><tr><td>2022</td><td>42个</td></tr>"
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body><div class="main">
<h1>{title}</h1><div>{date}</div><div class="article">{ps(body)}<table border=1>{rows}</table></div></div>
<div class="footer">{FURNITURE[7]}</div></body></html>"""


@template
def spans_and_fonts(title: str, body: tuple[str, ...], date: str) -> str:
    """Pasted from a word processor: every word dressed, blank paragraphs between."""
    text = "".join(
        f'<p class="MsoNormal"><span lang="EN-US"><o:p></o:p></span><font face="宋体"><span>{line[:9]}</span>'
        f"<span><b>{line[9:14]}</b>{line[14:]}</span></font></p><p>&nbsp;</p>"
        for line in body
    )
    return f"""<html><head><meta charset=utf-8><title>{title}</title></head><body><div class="nr">
<div class="nr_bt">{title}</div><div class="nr_sj">{chinese(date)}　来源：某某局</div><div class="nr_zw">{text}</div>
<div class="nr_gb">{FURNITURE[18]}</div></div><div class="di">{FURNITURE[7]}</div></body></html>"""


@template
def mobile(title: str, body: tuple[str, ...], date: str) -> str:
    """A page for telephones, the whole body in sections with an invitation at the end."""
    return f"""<!DOCTYPE html><html><head><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>{title}</title></head><body><div class="m-top"><a href=#>打开客户端</a></div><section class="m-article">
<h1>{title}</h1><p class="m-info">某某新闻 {date} 12:00</p><div class="m-body">{ps(body)}</div></section>
<div class="m-download"><p>{FURNITURE[17]}</p></div><div class="m-hot"><h4>{FURNITURE[19]}</h4><ul>{LINKS}</ul></div>
</body></html>"""


@template
def mirror_site(title: str, body: tuple[str, ...], date: str) -> str:
    """A copying site: banner sentences, hotline and notice right behind the body in one div."""
    return f"""<html><head><meta charset=utf-8><title>{title}|某某资讯</title></head><body><div class=wrap>
<div class=crumb>{FURNITURE[3]}</div><div class=box><h2>{title}</h2><p class=sub>{date} 11:11 某某资讯</p>{ps(body)}
<p class=hotline>{FURNITURE[6]}</p><p class=statement>{FURNITURE[9]}</p><p>{FURNITURE[5]}</p></div>
<ul class=list>{LINKS}</ul></div></body></html>"""
