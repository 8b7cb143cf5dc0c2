"""Regions: which names are meant, how far they go, and their codes."""

from __future__ import annotations

import time

import pytest

from annotations.suggest.lists import Lists
from annotations.suggest.passage import Passage
from annotations.suggest.places import SUGGESTER
from tests.annotations.suggest.marked import bare, found, marked

SENTENCES = [
    "⟦江苏省泰兴市⟧与⟦湖北宜昌⟧签约，⟦河北省迁西⟧、⟦宽城⟧两县也来了人。",
    "⟦湖北省宜昌市秭归县茅坪镇⟧的脐橙卖到⟦上海浦东新区⟧。",
    "⟦望城区铜官街道⟧与⟦小榄镇⟧结对，⟦小榄镇⟧的灯饰厂派人到⟦铜官⟧学手艺。",
    "⟦上海⟧市场很大，⟦合肥⟧市民可凭身份证办理，⟦合肥市⟧市场监管局负责。",
    "⟦浙江省长兴县⟧的企业到⟦哈密市⟧中心医院捐款。",
    "资源丰富的山区要把资源变成优势，⟦资源县⟧怎么做？⟦资源⟧、⟦新宁⟧两县一起做。",
    "平安集团捐资修路，⟦平安区⟧的群众很高兴；海尔兄弟友好合作，共和时代的故事。",
    "跨过龙泉山就是⟦成都⟧，⟦松山区⟧离松山湖很远。",
    "阿里巴巴到⟦阿里地区⟧考察，长安汽车在⟦重庆⟧投产。",
    "中山大学的校友到⟦中山市⟧投资，中山路上的店也来了。",
    "⟦沪苏浙皖⟧联手，⟦京津冀⟧协同，⟦苏锡常⟧一体化，⟦闽宁⟧协作。",
    "⟦黔西南州⟧、⟦恩施州⟧、⟦积石山县⟧、⟦延边州龙井市⟧都派了人。",
    "在⟦沪⟧企业、驻⟦京⟧办、赴⟦滇⟧考察、来⟦皖⟧投资。",
    "住在⟦皖⟧，上班在⟦苏⟧；⟦沪⟧、⟦苏⟧、⟦浙⟧的客商都有。",
    "⟦崇明县⟧后来改区，⟦即墨市⟧、⟦闸北⟧、⟦巢湖⟧的旧档案还在。",
    "⟦台北⟧的工程师到⟦昆山⟧，⟦高雄⟧的到⟦厦门⟧，⟦沙田⟧居民到⟦深圳⟧消费。",
    "浙西南山区有二十六个县，⟦南山区⟧在⟦深圳⟧。",
    "中国和日本、越南的客商参加，我国东部的企业也来了。",
    "⟦郑州⟧、⟦洛阳⟧、⟦开封⟧三市的古城墙。",
    "⟦昭觉县⟧城的雾还没散。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_regions_are_found_with_all_their_levels_and_nothing_else_is(sentence: str):
    assert marked(SUGGESTER, bare(sentence)) == sentence


def _codes(text: str) -> dict[str, object]:
    return {one.span.of(text): one.attributes.get("code") for one in found(SUGGESTER, text)}


def test_a_name_has_its_code_and_a_chain_has_those_of_its_members():
    assert _codes("江苏省苏州市与川渝两地") == {
        "江苏省苏州市": ("320500",),
        "川渝": ("510000", "500000"),
    }


def test_a_chain_of_no_common_use_is_read_from_the_regions_of_the_text():
    assert _codes("无锡市与延安市共建锡延合作园")["锡延"] == ("320200", "610600")


def test_a_county_that_several_cities_have_has_a_code_where_its_city_is_named():
    assert _codes("南京市发布消息，鼓楼区派人参加")["鼓楼区"] == ("320106",)
    assert _codes("鼓楼区派人参加")["鼓楼区"] is None


def test_a_township_has_the_code_of_the_county_before_it_also_where_it_stands_again():
    found_codes = _codes("来安县汊河镇很热闹，汊河镇有地铁")

    assert found_codes == {"来安县汊河镇": ("341122",), "汊河镇": ("341122",)}


def test_a_project_takes_a_name_out_and_adds_one_of_its_own():
    lists = Lists({"places": ("云溪口\t320500", "-闸北"), "places-common": ("无锡\tnever",)})
    text = "云溪口和闸北，无锡"
    names = [one.span.of(text) for one in SUGGESTER.suggest(Passage(text, lists))]

    assert names == ["云溪口"]


def test_a_text_ten_times_as_long_takes_about_ten_times_as_long():
    once = "在沪苏州市长兴县汊河镇中山市民和川渝企业的" * 400
    SUGGESTER.suggest(Passage("开始"))

    def cost(text: str) -> float:
        passage = Passage(text)
        assert passage.tokens
        begun = time.process_time()
        list(SUGGESTER.suggest(passage))
        return time.process_time() - begun

    cost(once)
    assert cost(once * 10) < 40 * cost(once)
