"""Bodies, firms, schools, associations, zones, works, meetings, outlets and sites in sentences.

Every name but real places, bodies of the state and well-known firms is invented.
"""

from __future__ import annotations

import pytest

from annotations.suggest import propose
from annotations.suggest.passage import Passage
from tests.annotations.suggest.marked import bare, shown

BODIES = [
    "⟦延安市发展改革委⟧、⟦延安市商务局⟧和⟦延安市工业和信息化局⟧联合发文。",
    "⟦四川省人力资源社会保障厅⟧与⟦重庆市人力资源社会保障局⟧商量。",
    "⟦国家发展改革委⟧、⟦商务部⟧和⟦国台办⟧出席。",
    "由⟦省商务厅⟧、⟦县农业农村局⟧承办，市委、县政府重视。",
    "找到了⟦广西壮族自治区人民政府驻广州办事处⟧和⟦江苏省驻沪办⟧。",
    "各级部门、有关部门、当地政府和领导小组都来了。",
    "⟦成都高新区管委会⟧与⟦重庆高新区科技创新局⟧签约。",
    "两省区交通运输部门正在研究。",
    "⟦香港特区政府创新科技及工业局⟧作了回应。",
    "⟦福建省对口支援宁夏工作队⟧和⟦无锡市党政代表团⟧到了固原。",
]
FIRMS = [
    "与⟦江苏恒岳重工股份有限公司⟧签约，⟦恒岳⟧出钱。",
    "在⟦成都岷和医药有限公司⟧与⟦重庆嘉渝制药有限公司⟧之间。",
    "⟦比亚迪⟧、⟦宁德时代⟧等企业落户，大型企业集团和银行观望。",
    "考察了⟦瑞澜食品⟧、⟦安垚科技⟧等20余家企业。",
    "由⟦中国建设银行浙江省分行⟧贷款。",
    "园区有食品、化工等企业，这家公司和当地企业都满意。",
    "⟦阿里巴巴（中国）有限公司⟧派人来了。",
]
SCHOOLS = [
    "⟦南开大学⟧与⟦河北环境工程学院⟧共建⟦滦河流域水环境联合实验室⟧。",
    "⟦复旦大学附属中山医院厦门医院⟧开诊，高校、科研院所观摩，县医院也来。",
    "⟦中科院微电子所⟧和⟦四川轻化工大学⟧在⟦四川轻化工大学宜宾校区⟧会面。",
    "请⟦香港中文大学（深圳）⟧来讲课。",
]
ASSOCIATIONS = [
    "⟦苏州市工商联⟧和⟦中山黑龙江商会⟧牵头，⟦县总工会⟧协助。",
    "在沪商会和行业协会参加。",
    "发起成立⟦滦河文旅联盟⟧。",
]
ZONES = [
    "共建⟦佳木斯（中山）装备制造产业园⟧和⟦锡延能源装备产业园⟧。",
    "在⟦粤桂合作特别试验区（梧州）⟧开工。",
    "⟦顶山—汊河跨界一体化发展示范区⟧挂牌，示范区和产业园区要加快建设。",
    "⟦雄安⟧有了⟦川渝科研仪器共享服务平台⟧。",
    "推动产业合作园区建设，打造科技创新走廊。",
]
WORKS = [
    "开行⟦“佳木斯—南沙港”铁海联运粮食班列⟧。",
    "⟦引滦入津工程⟧通水，一批重点项目开工。",
]
MEETINGS = [
    "出席⟦2026年中山·佳木斯对口合作工作联席会议⟧。",
    "举办⟦首届“药妆同源”产业大会⟧和⟦“桂货入湾”对接会⟧。",
    "召开⟦无锡市与延安市对口合作座谈会暨项目签约仪式⟧。",
    "座谈会上，签约仪式和新闻发布会都很热闹。",
    "⟦第三届中国国际进口博览会⟧开幕。",
]
OUTLETS = [
    "（⟦三江晨报⟧记者柏某）据⟦新华社⟧报道。",
    "来源：⟦三江晨报⟧\n",
]
SITES = [
    "⟦太湖⟧之滨，⟦于桥水库⟧边，⟦岷江⟧上游。",
    "经⟦深圳湾口岸⟧出境，走⟦G60沪昆高速⟧，坐⟦苏州轨道交通11号线⟧。",
    "⟦“洛川苹果”无锡直营店⟧开张，车站、机场和港口都忙。",
    "来到三岔河镇。",
]
CASES = {
    "GOV": BODIES,
    "COMPANY": FIRMS,
    "INST": SCHOOLS,
    "ASSOC": ASSOCIATIONS,
    "ZONE": ZONES,
    "PROJECT": WORKS,
    "EVENT": MEETINGS,
    "MEDIA": OUTLETS,
    "SITE": SITES,
}


@pytest.mark.parametrize(
    ("label", "sentence"), [(label, one) for label, rows in CASES.items() for one in rows]
)
def test_names_of_a_label_are_found_and_nothing_else(label: str, sentence: str):
    text = bare(sentence)
    spans = [one.span for one in propose(Passage(text)) if one.label == label]
    assert shown(text, spans) == sentence
